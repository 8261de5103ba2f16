/*
 * Any bytes as CSV; and, for it costs nothing more, as what they look like.
 */
#include "tests/fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(data, size, FORMAT_TSV);
    fuzz_reader(data, size, FORMAT_AUTO);
    return fuzz_reader(data, size, FORMAT_CSV);
}
