"""Whether a pinned requirement has a known hole: python scripts/audit.py requirements.txt [...].

Asks PyPI's advisories by pip-audit, which needs the network. What could not be asked for is said and is no failure (a check
must work on a train); with AUDIT=required it is one. A known hole always is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys


def audit(requirements: str) -> tuple[list[str], list[str], str]:
    """The known holes, the packages that could not be asked for, and what went wrong altogether, if anything."""
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "--requirement", requirements),
            *("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages = json.loads(ran.stdout)["dependencies"]
    except ValueError:
        return [], [], (ran.stderr.strip().splitlines() or ["no answer"])[-1]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for package in packages
        for hole in package.get("vulns", [])
    ]
    return holes, [package["name"] for package in packages if "skip_reason" in package], ""


def main() -> int:
    """Audit the files of the command line."""
    status = 0
    for requirements in sys.argv[1:]:
        holes, unknown, problem = audit(requirements)
        for hole in holes:
            print(f"{requirements}: {hole}")
        if holes:
            status = 1
        if unknown or problem:
            what = problem or f"{len(unknown)} packages are not known to the advisories that were reached"
            print(
                f"LEFT OUT: {requirements} was not audited in full ({what}); run it again with access to pypi.org"
            )
            if os.environ.get("AUDIT") == "required":
                status = 1
        elif not holes:
            print(f"{requirements}: no known holes")
    return status


if __name__ == "__main__":
    sys.exit(main())
