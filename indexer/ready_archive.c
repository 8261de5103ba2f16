#include "indexer/ready_archive.h"

#include "engine/store/archive_seed.h"
#include "indexer/builtin_archive.h"

bool ready_archive_open(const char *data_dir, struct archive **ret, struct error *err)
{
    return archive_seed_plant(data_dir, builtin_archive(), err) && archive_open(data_dir, true, true, ret, err);
}
