# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by run.sh and test.sh: system packages, LibTorch, building. Expects $root. Says what it does on standard error;
# does nothing and needs no network when everything is there.

torch_version=2.13.0
build_packages=(g++ ccache ninja-build cmake python3-venv qt6-base-dev qt6-svg-dev qt6-l10n-tools libqcustomplot-dev libsqlitecpp-dev
    libsqlite3-dev libspdlog-dev libfmt-dev nlohmann-json3-dev libcli11-dev libexpected-dev libicu-dev libsimdjson-dev
    zlib1g-dev libxxhash-dev libcurl4-openssl-dev libssl-dev libgl1-mesa-dev)

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }
die() { say "$*"; exit 1; }

# prepare_packages [MORE...]: installs what is missing of the packages for building and of MORE.
prepare_packages() {
    command -v dpkg >/dev/null ||
        die "this script installs Debian or Ubuntu packages, and dpkg is not here; install the libraries of CONTRIBUTING.md and use cmake --preset release"
    local package missing=()
    for package in "${build_packages[@]}" "$@"; do
        dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "missing packages: ${missing[*]}; install them as root, or install sudo"
        as_root=(sudo)
    fi
    say "installing by apt: ${missing[*]}"
    "${as_root[@]}" apt-get update -q >&2 || die "apt-get update failed; check the network and /etc/apt/sources.list"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 ||
        die "apt-get could not install: ${missing[*]}"
}

torch_folder() {
    local found
    for found in "$root"/.deps/torch/lib/python3*/site-packages/torch; do
        [ -e "$found/lib/libtorch_cpu.so" ] && printf '%s' "$found" && return 0
    done
    return 1
}

# LibTorch as the pinned wheel in .deps/torch, unless CPW_TORCH_DIR names an unpacked one.
prepare_torch() {
    if [ -n "${CPW_TORCH_DIR:-}" ]; then
        [ -e "$CPW_TORCH_DIR/lib/libtorch_cpu.so" ] ||
            die "CPW_TORCH_DIR=$CPW_TORCH_DIR holds no lib/libtorch_cpu.so; expected the folder of an unpacked LibTorch (include/ and lib/)"
        return 0
    fi
    torch_folder >/dev/null && return 0
    local index=() pip="$root/.deps/torch/bin/python"
    [ -z "${CPW_TORCH_INDEX:-}" ] || index=(--index-url "$CPW_TORCH_INDEX")
    say "installing LibTorch $torch_version (pip wheel) into $root/.deps/torch; this is a large download, once"
    rm -rf "$root/.deps/torch"
    python3 -m venv "$root/.deps/torch" || die "python3 could not make a virtual environment in $root/.deps/torch"
    # The wheel alone has headers and libraries; only a CUDA wheel needs the NVIDIA packages it depends on.
    "$pip" -m pip install -q --disable-pip-version-check --no-deps "${index[@]}" "torch==$torch_version" >&2 ||
        { rm -rf "$root/.deps/torch"; die "pip could not install torch==$torch_version; check the network, or set CPW_TORCH_INDEX or CPW_TORCH_DIR"; }
    if [ -e "$(torch_folder)/lib/libtorch_cuda.so" ]; then
        say "a CUDA build: installing the NVIDIA libraries it needs"
        "$pip" -m pip install -q --disable-pip-version-check "${index[@]}" "torch==$torch_version" >&2 ||
            { rm -rf "$root/.deps/torch"; die "pip could not install the NVIDIA libraries of torch==$torch_version; CPW_TORCH_INDEX=https://download.pytorch.org/whl/cpu gives the CPU build"; }
    fi
}

# require_space PRESET...: ends when the disk has too little left for those presets that were not built yet.
require_space() {
    local preset needed=0 left
    for preset in "$@"; do
        [ -e "$root/build/$preset/bin" ] || needed=$((needed + $(space_of "$preset")))
    done
    mkdir -p "$root/build"
    left="$(df --output=avail -B1G "$root/build" | tail -1)" # of a link's target
    [ "$needed" -le "$left" ] ||
        die "building the presets $* takes about $needed GB, and ${left// /} GB are left where $root/build lies; free some, or make build a link to another disk"
}

# Whole GB that a preset's build folder grows to, with some room.
space_of() {
    case "$1" in
        dev) echo 6 ;;
        asan-ubsan) echo 4 ;;
        release) echo 2 ;;
        *) echo 1 ;;
    esac
}

# build_preset PRESET [TARGET...]: configures when needed and builds.
build_preset() {
    local preset="$1"
    shift
    local settings=()
    [ -z "${CPW_TORCH_DIR:-}" ] || settings=("-DCPW_TORCH_DIR=$CPW_TORCH_DIR")
    ccache -M 5G >/dev/null 2>&1 || true
    (
        cd "$root"
        # A second start has little to say.
        local quiet=(-- --quiet)
        [ -e "build/$preset/bin" ] || quiet=()
        if [ ! -e "build/$preset/build.ninja" ] || [ ${#settings[@]} -gt 0 ]; then
            say "configuring the preset $preset"
            cmake --preset "$preset" "${settings[@]}" >"$(log_of "$preset")" 2>&1 || { cat "$(log_of "$preset")" >&2; die "cmake failed"; }
        fi
        local targets=()
        [ $# -eq 0 ] || targets=(--target "$@")
        [ ${#quiet[@]} -gt 0 ] || say "building the preset $preset; the first time takes minutes"
        cmake --build "build/$preset" -j "$(build_jobs)" "${targets[@]}" "${quiet[@]}" >&2
    ) || die "building the preset $preset failed"
}

# As many compilers as processors, but one for each 1.5 GB of memory: units that see LibTorch need that much.
build_jobs() {
    local processors memory
    processors="$(nproc)"
    memory="$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)"
    [ "$memory" -ge 1 ] || memory=1
    echo $((processors < memory ? processors : memory))
}

log_of() {
    mkdir -p "$root/build/$1"
    printf '%s' "$root/build/$1/configure.log"
}
