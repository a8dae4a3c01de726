"""Makes the installer and the portable folder: `make.py OUT`, called by `installer/build`."""

import os
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LAB = Path(os.environ["TRUCAN_WINLAB"])

sys.path[:0] = [str(HERE), str(ROOT)]

from staging import stage  # noqa: E402 - found through the line above

from core.version import VERSION  # noqa: E402

COMPILER = "x86_64-w64-mingw32-gcc"
MOMENT = (2020, 1, 1, 0, 0, 0)  # of every file in the zip: a build has no time of its own


def build_launcher(work: Path, target: Path, name: str, description: str, console: bool) -> None:
    """Compile one form of the launcher."""
    numbers = ",".join([*VERSION.split("."), "0"])
    resources = work / f"{name}.res"
    words = {"NUMBERS": numbers, "VERSION": f'"{VERSION}"', "NAME": f'"{name}"'}
    script = (HERE / "launcher.rc").read_text("utf-8")
    for key, value in {**words, "DESCRIPTION": f'"{description}"'}.items():
        script = script.replace(f", {key}\n", f", {value}\n").replace(f"N {key}\n", f"N {value}\n")
    written = work / f"{name}.rc"
    written.write_text(script, "utf-8")
    windres = ["x86_64-w64-mingw32-windres", "-c", "65001", "-I", str(HERE), "-O", "coff"]
    subprocess.run([*windres, str(written), str(resources)], check=True)
    form = ["-DCONSOLE", "-mconsole"] if console else ["-mwindows"]
    flags = ["-O2", "-s", "-Wall", "-Werror", "-municode", "-Wl,--no-insert-timestamp"]
    flags += ["-Wl,--dynamicbase,--nxcompat,--high-entropy-va", "-static-libgcc"]
    target.parent.mkdir(parents=True, exist_ok=True)
    source = [str(HERE / "launcher.c"), str(resources)]
    subprocess.run([COMPILER, *flags, *form, "-o", str(target), *source], check=True)
    sign(target)


def sign(file: Path) -> None:
    """Sign a file by the command in TRUCAN_SIGN, if there is one."""
    command = os.environ.get("TRUCAN_SIGN")
    if command:
        subprocess.run([*shlex.split(command), str(file)], check=True)


def files_of(folder: Path) -> list[Path]:
    """Return the files below a folder, in the same order everywhere, relative to it."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(found, key=lambda path: path.as_posix())


def list_files(tree: Path) -> None:
    """Write app/files.txt: every file of the program with its SHA-256, for `selftest`."""
    listing = tree / "app" / "files.txt"
    lines = [
        f"{sha256((tree / each).read_bytes()).hexdigest()}  {each.as_posix()}\n"
        for each in files_of(tree)
    ]
    listing.write_text("".join(lines), "utf-8")


def pack_portable(tree: Path, out: Path) -> Path:
    """Write the portable folder as a zip: the same tree and the mark of a portable copy."""
    target = out / f"TrucAn-{VERSION}-mang-theo.zip"
    note = (HERE / "portable.txt").read_bytes().replace(b"\n", b"\r\n")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        contents = [(each, (tree / each).read_bytes()) for each in files_of(tree)]
        for name, content in [*contents, (Path("portable.txt"), note)]:
            member = zipfile.ZipInfo(f"TrucAn/{name.as_posix()}", MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            packed.writestr(member, content)
    return target


def pack_installer(tree: Path, work: Path, out: Path) -> Path:
    """Write the installer with NSIS; it removes exactly the files that it brought."""
    put, take = [], []
    folders = sorted({each.parent for each in files_of(tree)}, key=lambda path: path.as_posix())
    for folder in folders:
        inside = "$INSTDIR" if folder == Path(".") else "$INSTDIR\\" + _backslashes(folder)
        put.append(f'SetOutPath "{inside}"')
        for each in files_of(tree):
            if each.parent == folder:
                put.append(f'File "{tree / each}"')
                take.append(f'Delete "$INSTDIR\\{_backslashes(each)}"')
    above = {parent for folder in folders for parent in (folder, *folder.parents)} - {Path(".")}
    deepest = sorted(above, key=lambda path: (-len(path.parts), path.as_posix()))
    take += [f'RMDir "$INSTDIR\\{_backslashes(each)}"' for each in deepest]
    (work / "put.nsh").write_text("\n".join(put) + "\n", "utf-8")
    (work / "take.nsh").write_text("\n".join(take) + "\n", "utf-8")

    target = out / f"TrucAn-{VERSION}-cai-dat.exe"
    size = sum((tree / each).stat().st_size for each in files_of(tree)) // 1024
    words = {"VERSION": VERSION, "OUT": str(target), "WORK": str(work), "HERE": str(HERE)}
    given = [f"-D{name}={value}" for name, value in {**words, "KIBIBYTES": str(size)}.items()]
    hook = os.environ.get("TRUCAN_SIGN")
    if hook:
        given.append(f"-DSIGN={hook}")
    command = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *given, str(HERE / "trucan.nsi")]
    subprocess.run(command, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    sign(target)
    return target


def _backslashes(path: Path) -> str:
    return str(path).replace("/", "\\")


def main(out: Path) -> None:
    """Build everything into a folder."""
    out = out.resolve()
    work = out / "work"
    tree = work / "tree"
    shutil.rmtree(work, ignore_errors=True)
    parts = tomllib.loads((HERE / "qt.toml").read_text("utf-8"))
    stage(ROOT, LAB, tree, parts)
    build_launcher(work, tree / "TrucAn.exe", "TrucAn.exe", "Trực An", console=False)
    build_launcher(
        work, tree / "bin" / "trucan.exe", "trucan.exe", "Trực An (dòng lệnh)", console=True
    )
    list_files(tree)
    made = [pack_portable(tree, out), pack_installer(tree, work, out)]
    sums = "".join(f"{sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in made)
    (out / "SHA256SUMS").write_text(sums, "utf-8")
    sys.stdout.write(sums)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
