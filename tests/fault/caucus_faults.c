/* caucus_faults.c: the whole program, with faults (faults.h). */
#include "tests/fault/faults.h"

int caucus_main(int argc, char **argv);
#define main caucus_main
#include "caucus.c"
#undef main

int main(int argc, char **argv)
{
    faults_install();
    return caucus_main(argc, argv);
}
