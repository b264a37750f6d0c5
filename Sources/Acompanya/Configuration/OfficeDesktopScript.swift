/// The script with which an office computer waits for its own user and shows its screen once.
///
/// Plain `sh`, `curl` and `x11vnc`; `socat` where the way to the relay goes by TLS.
enum OfficeDesktopScript {
  static func text(host: String) -> String {
    """
    #!/bin/sh
    # /usr/local/lib/acompanya/office-desktop, made by `acompanya config office-desktop`.
    # Waits at the desk until the user of this computer connects from elsewhere; then dials out
    # once and shows this screen to that user. Nothing listens here.
    set -u

    desk=${ACOMPANYA_DESK:-https://\(host)}
    secret=${ACOMPANYA_SECRET:-${CREDENTIALS_DIRECTORY:-/etc/acompanya}/office-desktop.secret}
    state=${RUNTIME_DIRECTORY:-${XDG_RUNTIME_DIR:-/tmp}}
    authorities=${ACOMPANYA_CA:-/etc/ssl/certs/ca-certificates.crt}
    DISPLAY=${DISPLAY:-:0}
    DBUS_SESSION_BUS_ADDRESS=${DBUS_SESSION_BUS_ADDRESS:-unix:path=/run/user/$(id -u)/bus}
    export DISPLAY DBUS_SESSION_BUS_ADDRESS
    here=$(readlink -f "$0")
    child=

    say() { echo "office-desktop: $*" >&2; }

    # Whoever sits here sees that the screen is in use, for as long as it is.
    notice() {
      if [ -s "$state/banner.pid" ]; then
        kill "$(cat "$state/banner.pid")" 2>/dev/null
        rm -f "$state/banner.pid"
      fi
      if [ "$1" = on ]; then
        text="Aquesta pantalla es fa servir ara des de fora.
    Esta pantalla se usa ahora desde fuera.
    This screen is in use from elsewhere now."
        if command -v xmessage >/dev/null; then
          xmessage -name Acompanya -geometry +40+40 -buttons OK "$text" >/dev/null 2>&1 &
          echo $! >"$state/banner.pid"
        fi
      else
        text="La pantalla ja no es fa servir des de fora. Ya no se usa desde fuera. No longer in use."
      fi
      if command -v notify-send >/dev/null; then
        timeout 5 notify-send -u critical Acompanya "$text" 2>/dev/null
      fi
      say "the screen is in use: $1"
    }

    # Asks for work; the answer, once there is any, is: id host port tls|plain seconds.
    ask() {
      printf 'header = "Authorization: Bearer %s"\\n' "$(cat "$secret")" |
        curl --disable --config - --silent --fail --max-time 60 --request POST \\
          "$desk/api/v1/office-desktops/calls"
    }

    # Speaks TLS to the relay for x11vnc, which can't; one connection and it ends.
    tunnel() {
      socat "TCP-LISTEN:$local_port,bind=127.0.0.1" \\
        "OPENSSL:$1:$2,verify=1,commonname=$1,cafile=$authorities" &
      tunnel=$!
      sleep 1
      # Another process on that port would be no tunnel of ours.
      kill -0 "$tunnel" 2>/dev/null
    }

    share() {
      [ $# -eq 5 ] || return 1
      case $1 in *[!a-z0-9]*) return 1 ;; esac
      case $2$3$5 in *[!A-Za-z0-9.:-]*) return 1 ;; esac
      where=$2:$3
      tunnel=
      if [ "$4" = tls ]; then
        local_port=${ACOMPANYA_TUNNEL_PORT:-5599}
        if ! tunnel "$2" "$3"; then
          say "no way to $2 port $3 by TLS: is socat installed?"
          return 1
        fi
        where=127.0.0.1:$local_port
      fi
      # The key of the screen of whoever has logged in.
      found=$(x11vnc -display "$DISPLAY" -findauth 2>/dev/null | sed -n 's/^XAUTHORITY=//p')
      [ -z "$found" ] || export XAUTHORITY="$found"
      # Out or nothing, one viewer and then the end, no clipboard, no longer than allowed.
      timeout "$5" x11vnc -display "$DISPLAY" -rfbport 0 -rfbportv6 -1 -no6 -once \\
        -nopw -nosel -quiet -afteraccept "$here notice-on" -gone "$here notice-off" \\
        -connect_or_exit "repeater=ID:$1+$where" >/dev/null 2>&1 &
      child=$!
      wait "$child"
      child=
      [ -z "$tunnel" ] || kill "$tunnel" 2>/dev/null
      [ ! -s "$state/banner.pid" ] || notice off
    }

    leave() {
      [ -z "$child" ] || kill "$child" 2>/dev/null
      [ ! -s "$state/banner.pid" ] || notice off
      exit 0
    }

    case ${1:-} in
    notice-on) notice on; exit ;;
    notice-off) notice off; exit ;;
    esac
    for tool in curl x11vnc timeout; do
      command -v "$tool" >/dev/null || { say "install $tool"; exit 1; }
    done
    [ -r "$secret" ] || { say "no secret in $secret"; exit 1; }
    trap leave INT TERM

    say "waiting at $desk"
    while :; do
      # In the background, so that a signal is heard at once.
      ask >"$state/work" &
      child=$!
      if wait "$child"; then
        child=
        # shellcheck disable=SC2046
        if [ -s "$state/work" ]; then share $(cat "$state/work") || sleep 2; fi
        rm -f "$state/work"
        sleep "${ACOMPANYA_PAUSE:-1}"
      else
        child=
        say "the desk doesn't answer, or doesn't know this computer"
        sleep "${ACOMPANYA_RETRY:-20}" &
        child=$!
        wait "$child"
        child=
      fi
    done
    """
  }
}
