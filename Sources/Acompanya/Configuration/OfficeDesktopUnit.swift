/// Units with which an office computer shares its screen with its own user at home.
enum OfficeDesktopUnit {
  static func text(host: String, desktops: String) -> String {
    """
    # /etc/systemd/system/acompanya-desktop@.service, made by `acompanya config office-desktop`.
    # First: apt-get install x11vnc
    # The screen's own user must have agreed. A session's one-time id starts it:
    #   systemctl start acompanya-desktop@123456789012
    # It dials \(desktops) at \(host) once and ends with the session; nobody can dial in.

    [Unit]
    Description=Share this screen in one session of the helpdesk (%i)
    After=graphical.target network-online.target
    Wants=network-online.target

    [Service]
    Type=exec
    Environment=DISPLAY=:0
    # -rfbport 0: no listener. -connect_or_exit: out or nothing. -once: one viewer and then the end.
    ExecStart=/usr/bin/x11vnc -display :0 -auth guess -rfbport 0 -rfbportv6 -1 -no6 -once \\
      -nopw -noxdamage -nosel -quiet -connect_or_exit repeater=ID:%i+\(desktops)
    # The one who sits there sees it.
    ExecStartPost=-/usr/bin/notify-send -u critical "Acompanya" \\
      "Aquesta pantalla es comparteix ara. Esta pantalla se comparte ahora."
    RuntimeMaxSec=4h
    Restart=no

    NoNewPrivileges=yes
    PrivateTmp=no
    ProtectHome=read-only
    ProtectSystem=strict
    ProtectKernelModules=yes
    ProtectKernelTunables=yes
    RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
    RestrictSUIDSGID=yes
    """
  }
}
