#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Drives the real studio with a real keyboard on a virtual display and keeps what is seen:
#
#   tests/app/screenshots.sh <build dir> <out dir> [prompt]
#
# Types the prompt, presses Ctrl+Enter, waits until the picture lies in the gallery, takes it to the canvas, selects a
# part, has that filled, accepts it, undoes and redoes that, searches the gallery, kills the studio and recovers the
# document. Leaves a picture of every stage in <out dir>, and fails where one is not reached. THEME (light, dark) and
# SCREEN (1280x720, ...) choose the look. Needs Xvfb, xdotool, openbox and ImageMagick's import. resources/screenshot.png and canvas.png are picture.png and canvas.png at 1440x900.
set -euo pipefail

build=$(cd "${1:?build folder}" && pwd)
mkdir -p "${2:?folder for the screenshots}"
out=$(cd "$2" && pwd)
prompt=${3:-a red lighthouse by the sea at night, watercolor}
screen=${SCREEN:-1440x900}
theme=${THEME:-dark}
limit=${LIMIT:-600}  # seconds for one picture

home=$(mktemp -d)
mkdir -p "$home/.config/Lemnos" "$home/runtime"
chmod 700 "$home/runtime"
printf '[General]\ntheme=%s\n' "$theme" > "$home/.config/Lemnos/lemnos.conf"

pids=()
finish() {
    # The studio before the display that it is on.
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
        kill "${pids[i]}" 2>/dev/null || true
        wait "${pids[i]}" 2>/dev/null || true
    done
    rm -rf "$home"
}
trap finish EXIT

display=$(mktemp)
Xvfb -displayfd 3 -screen 0 "${screen}x24" -nolisten tcp 3>"$display" 2>/dev/null &
pids+=($!)
until [[ -s $display ]]; do sleep 0.1; done
export DISPLAY=":$(<"$display")"
openbox 2>/dev/null &
pids+=($!)
sleep 1

open_studio() {
    env -u WAYLAND_DISPLAY HOME="$home" XDG_CONFIG_HOME="$home/.config" XDG_RUNTIME_DIR="$home/runtime" \
        QT_QPA_PLATFORM=xcb "$build/bin/lemnos" &
    studio=$!
    pids+=("$studio")
    window=$(timeout 30 xdotool search --sync --onlyvisible --name Lemnos | tail -1)
    xdotool windowactivate --sync "$window" windowsize "$window" 100% 100% windowmove "$window" 0 0
    sleep 2
}

open_studio
import -window root "$out/start.png"

xdotool type --delay 30 "$prompt"
xdotool key ctrl+Return
gallery="$home/Pictures/Lemnos"

# wait_for_pictures <count> <name of the screenshot taken while waiting>
wait_for_pictures() {
    for ((second = 0; second < limit; second++)); do
        sleep 1
        import -window root "$out/latest.png"
        (($(find "$gallery" -name '*.png' 2>/dev/null | wc -l) >= $1)) && break
        mv "$out/latest.png" "$out/$2"
    done
    rm -f "$out/latest.png"
    (($(find "$gallery" -name '*.png' 2>/dev/null | wc -l) >= $1)) || { echo "no picture within $limit s" >&2; exit 1; }
    sleep 1
}

wait_for_pictures 1 preview.png
import -window root "$out/picture.png"
cp "$(find "$gallery" -name '*.png' | head -1)" "$out/"

# The picture is seen in the middle of the window; its upper left quarter is selected and painted anew.
xdotool key ctrl+e
sleep 1
width=${screen%x*}
height=${screen#*x}
xdotool key u mousemove $((width * 38 / 100)) $((height * 26 / 100)) mousedown 1
for ((i = 1; i <= 12; i++)); do xdotool mousemove $((width * (38 + i) / 100)) $((height * (26 + i * 3 / 2) / 100)); done
xdotool mouseup 1 key alt+a ctrl+a
xdotool type --delay 30 "${FILL:-a yellow moon at night, watercolor}"
sleep 1
xdotool key ctrl+Return
wait_for_pictures 2 filling.png
import -window root "$out/canvas.png"

# F6 twice gives the canvas the keys. What differs on the screen tells that a command was heard.
shot() { import -window root "$out/$1.png"; }
differ() {
    local amount
    amount=$(compare -metric AE "$out/$1.png" "$out/$2.png" null: 2>&1 || true)
    ((${amount%%.*} > 0)) || { echo "$1 and $2 look the same" >&2; exit 1; }
}
xdotool key F6
sleep 1
xdotool key F6
sleep 1
xdotool key Return
sleep 1
shot accepted
xdotool key ctrl+z
sleep 1
shot undone
differ accepted undone
xdotool key ctrl+shift+z
sleep 1
shot redone
differ undone redone

recovery="$home/.local/share/lemnos/recovery"
for ((second = 0; second < 120; second++)); do
    [[ -n $(find "$recovery" -type f 2>/dev/null) ]] && break
    sleep 1
done
[[ -n $(find "$recovery" -type f 2>/dev/null) ]] || { echo "no snapshot of the document within 120 s" >&2; exit 1; }

xdotool key ctrl+shift+g
sleep 2
xdotool type --delay 30 "moon"
sleep 2
shot gallery

kill -9 "$studio"
wait "$studio" 2>/dev/null || true
open_studio
sleep 2
shot recovery
xdotool key Return
sleep 3
shot recovered
differ recovery recovered
xdotool key ctrl+s
sleep 2
xdotool key ctrl+a
xdotool type --delay 30 "$out/document.ora"
xdotool key Return
sleep 2
shot saved
[[ -s $out/document.ora ]] || { echo "the document was not saved" >&2; exit 1; }
(($(find "$gallery" -name '*.png' | wc -l) == 2)) || { echo "the gallery lost a picture" >&2; exit 1; }
echo "$out"
