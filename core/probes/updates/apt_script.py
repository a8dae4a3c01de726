"""What the system's own Python is asked to run, because only it sees the system's apt_pkg.

It prints one JSON object: names of `ordinary`, `security` and `held` packages. Both caches are
kept in memory, so that reading writes nothing. The plan is that of `apt-get dist-upgrade`, because
a new kernel is a new package, which a mere upgrade leaves; what the plan leaves although a newer
version exists is held, except what the archive hands out in phases. An update is one of security
when any version newer than the installed one comes from a security archive, also where a still
newer one from elsewhere would be taken, as apt-check of Ubuntu counts it. What somebody holds by
hand is held, whatever it is.
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


def is_newer(version, package):
    return apt_pkg.version_compare(version.ver_str, package.current_ver.ver_str) > 0


def is_security(package):
    return any(
        file.label == "Debian-Security" or file.archive.endswith("-security")
        for version in package.version_list
        if is_newer(version, package)
        for file, _ in version.file_list
    )


waiting = [
    package
    for package in cache.packages
    if package.current_ver and plan.is_upgradable(package) and not phased(package)
]
plan.upgrade(True)
found = {"ordinary": [], "security": [], "held": []}
for package in waiting:
    kind = "ordinary" if plan.marked_upgrade(package) else "held"
    if package.selected_state != apt_pkg.SELSTATE_HOLD and is_security(package):
        kind = "security"
    found[kind].append(package.get_fullname(True))
print(json.dumps(found))
"""
