#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the machine code of every function marked CPW_VECTOR_CLONES or CPW_WIDE_CLONE: none may call another.

    python3 check_vector_clones.py PROGRAM

A helper that was not inlined is compiled for the oldest processor, and the loop around it is no vector loop; nothing but the
speed tells. Exit status 1 and a line for each function that is called, 77 where nothing was compiled in clones (another processor or compiler).
"""

import re
import subprocess
import sys

CLONE = re.compile(r"\.arch_x86_64_v[34]$|^_ZN3cpw.*WideERK")
# What the compiler itself may put in place of a loop that copies or fills.
ALLOWED = re.compile(r"<(memcpy|memmove|memset)(@plt)?>")
CALL = re.compile(r"\t(call|jmp)\s.*(<([^>+]+)(\+0x[0-9a-f]+)?>|\*)")


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def clones(program):
    """(mangled name, address, size) of each."""
    for line in output_of("nm", "--print-size", "--defined-only", program).splitlines():
        words = line.split()
        if len(words) == 4 and CLONE.search(words[3]):
            yield words[3], int(words[0], 16), int(words[1], 16)


def calls_in(program, name, address, size):
    """What the code goes to that is not itself."""
    code = output_of("objdump", "--disassemble", "--no-show-raw-insn", f"--start-address={address}", f"--stop-address={address + size}", program)
    for line in code.splitlines():
        found = CALL.search(line)
        if found and found.group(3) != name and not ALLOWED.search(line):
            yield found.group(3) or line.strip()


def main():
    program = sys.argv[1]
    known = list(clones(program))
    if not known:
        print("skipped: no function of this program was compiled in clones")
        return 77
    breaches = {(name, called) for name, address, size in known for called in calls_in(program, name, address, size)}
    for name, called in sorted(breaches):
        print(f"{name} calls {called}: what a vector loop needs must be always_inline (core/nn/vector_clones.h)")
    print(f"{len(known)} clones, {len(breaches)} with calls")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
