"""Fetches people who say none of the words, from Debian's packages: python3 other_speech.py --out build/cache

Prompts of telephone exchanges in Spanish, Italian and Russian and the orders of a strategy game in Greek, Latin,
Persian and a Nubian language; the French prompts are for the evaluation alone. Needs apt-get, ffmpeg and 5 GB while
it runs. What is recorded is licensed under CC BY 3.0 (Italian, Russian) and CC BY-SA 3.0 (all else).
"""

import argparse
import pathlib
import subprocess
import tempfile
import zipfile

SHORTEST_BYTES = 4000  # half a second of G.722
VOICES = {
    "es": ("es_MX_f_Allison", "prompts"),
    "it": ("it_IT_m_Carlo", "prompts"),
    "ru": ("ru_RU_f_IvrvoiceRU", "prompts"),
    "fr": ("fr_CA_f_June", "prompts-unheard"),
}
GAME_ZIP = "./usr/share/games/0ad/mods/public/public.zip"


def download(package, folder):
    subprocess.run(["apt-get", "download", "-q", package], cwd=folder, check=True)
    return next(folder.glob(package + "_*.deb"))


def decode(source, target, *options):
    target.parent.mkdir(parents=True, exist_ok=True)
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *options, "-i", str(source)]
    subprocess.run([*command, "-ar", "16000", "-ac", "1", str(target)], check=True)


def is_speech(prompt):
    """Neither a tone nor the word "no", which is the same in many languages, nor a scrap."""
    name = prompt.stem
    told = not name.endswith("-no") and "tone" not in name and not name.startswith("beep")
    return told and name != "tt-monkeys" and prompt.stat().st_size >= SHORTEST_BYTES


def prompts(out, work):
    for language, (voice, folder) in VOICES.items():
        package = download(f"asterisk-core-sounds-{language}-g722", work)
        subprocess.run(["dpkg-deb", "-x", str(package), str(work / language)], check=True)
        sounds = work / language / "usr/share/asterisk/sounds" / voice
        # Without the folders of digits and letters.
        for part in (sounds, sounds / "dictate", sounds / "followme"):
            for prompt in filter(is_speech, sorted(part.glob("*.g722"))):
                decode(prompt, out / folder / voice / f"{prompt.stem}.flac", "-f", "g722")


def game_voices(out, work):
    package = download("0ad-data", work)
    archive = work / "public.zip"
    with open(archive, "wb") as file:
        tar = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE)
        subprocess.run(["tar", "-xO", GAME_ZIP], stdin=tar.stdout, stdout=file, check=True)
        tar.stdout.close()
        tar.wait()
    with zipfile.ZipFile(archive) as members:
        for name in members.namelist():
            path = pathlib.PurePosixPath(name)
            if name.startswith("audio/voice/") and path.suffix == ".ogg" and "dog" not in name:
                ogg = work / "voice.ogg"
                ogg.write_bytes(members.read(name))
                decode(ogg, out / "game-voices" / f"v-{path.parts[2]}-{path.stem}.flac")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="build/cache")
    out = pathlib.Path(parser.parse_args().out)
    with tempfile.TemporaryDirectory() as folder:
        prompts(out, pathlib.Path(folder))
        game_voices(out, pathlib.Path(folder))


if __name__ == "__main__":
    main()
