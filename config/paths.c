#include "config/paths.h"

#include "engine/base/memory.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *paths_home(void)
{
    const char *home = getenv("HOME");
    if (home && home[0] == '/')
        return xstrdup(home);
    const struct passwd *user = getpwuid(getuid());
    return user && user->pw_dir && user->pw_dir[0] == '/' ? xstrdup(user->pw_dir) : NULL;
}

/* "$VARIABLE/tail", or "~/fallback/tail"; NULL where there is no home folder either. */
static char *xdg(const char *variable, const char *fallback, const char *tail)
{
    const char *base = getenv(variable);
    if (base && base[0] == '/')
        return xasprintf("%s/%s", base, tail);
    CLEANUP_FREE char *home = paths_home();
    return home ? xasprintf("%s/%s/%s", home, fallback, tail) : NULL;
}

static const char *given(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value ? value : NULL;
}

char *paths_config(const char *option)
{
    if (!option)
        option = given("CAUCUS_CONFIG");
    if (option)
        return xstrdup(option);
    if (access("caucus.yaml", F_OK) == 0)
        return xstrdup("caucus.yaml");
    char *path = xdg("XDG_CONFIG_HOME", ".config", "caucus/caucus.yaml");
    if (path && access(path, F_OK) == 0)
        return path;
    free(path);
    return NULL;
}

bool paths_data(const char *option, const char *setting, char **ret, struct error *err)
{
    const char *path = option ? option : given("CAUCUS_DATA_DIR");
    if (!path && *setting)
        path = setting;
    char *dir = path ? xstrdup(path) : xdg("XDG_DATA_HOME", ".local/share", "caucus");
    if (!dir)
        return error_set(err, ERROR_CONFIG, "no folder for the data: give --data DIR, or set $HOME");
    *ret = dir;
    return true;
}

char *paths_resolve(const char *folder, const char *path)
{
    if (path[0] == '~' && (path[1] == '/' || !path[1])) {
        CLEANUP_FREE char *home = paths_home();
        if (home)
            return xasprintf("%s%s", home, path + 1);
    }
    if (path[0] == '/' || !*folder || strcmp(folder, ".") == 0)
        return xstrdup(path);
    return xasprintf("%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", path);
}

char *paths_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return xstrdup(".");
    return slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
}
