"""What the system's own Python is asked to run, because only it sees the system's apt_pkg.

It prints one JSON object: names of `ordinary`, `security` and `held` packages. Both caches are
kept in memory, so that reading writes nothing. `upgrade` is what `apt-get upgrade` would do; what
it leaves although a newer version exists is held, except what the archive hands out in phases. An
update is one of security when the version to be installed comes from a security archive, which is
what `apt-get -s upgrade` shows for it too.
"""

SCRIPT = """
import json
import apt_pkg

apt_pkg.init_config()
apt_pkg.config.set("Dir::Cache::pkgcache", "")
apt_pkg.config.set("Dir::Cache::srcpkgcache", "")
apt_pkg.init_system()
cache = apt_pkg.Cache(None)
plan = apt_pkg.DepCache(cache)
phased = getattr(plan, "phasing_applied", lambda package: False)


def is_security(version):
    return any(
        file.label == "Debian-Security" or file.archive.endswith("-security")
        for file, _ in version.file_list
    )


waiting = []
for package in cache.packages:
    if package.current_ver and plan.is_upgradable(package) and not phased(package):
        waiting.append((package, plan.get_candidate_ver(package)))
plan.upgrade(False)
found = {"ordinary": [], "security": [], "held": []}
for package, wanted in waiting:
    kind = "held"
    if plan.marked_upgrade(package):
        kind = "security" if is_security(wanted) else "ordinary"
    found[kind].append(package.get_fullname(True))
print(json.dumps(found))
"""
