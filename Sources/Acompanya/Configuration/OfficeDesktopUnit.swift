/// What root installs on an office computer so that its own user may reach it from home.
enum OfficeDesktopUnit {
  /// The unit alone; its instance is the user whose screen it is.
  static func text(host: String) -> String {
    """
    # /etc/systemd/system/acompanya-desktop@.service, made by `acompanya config office-desktop`.
    # The instance is the user whose screen it is: systemctl enable --now acompanya-desktop@anna
    # The screen must be of X11 (in the log-in's menu: "on Xorg"), and its user logged in.

    [Unit]
    Description=Lets %i work on this computer from elsewhere (\(host))
    After=graphical.target network-online.target
    Wants=network-online.target

    [Service]
    Type=exec
    User=%i
    Environment=DISPLAY=:0 ACOMPANYA_DESK=https://\(host)
    LoadCredential=office-desktop.secret:/etc/acompanya/office-desktop.secret
    ExecStart=/usr/local/lib/acompanya/office-desktop
    Restart=always
    RestartSec=15
    RuntimeDirectory=acompanya-desktop
    RuntimeDirectoryMode=0700

    NoNewPrivileges=yes
    # The screen's socket is in /tmp.
    PrivateTmp=no
    ProtectHome=read-only
    ProtectSystem=strict
    ProtectControlGroups=yes
    ProtectKernelModules=yes
    ProtectKernelTunables=yes
    RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
    RestrictSUIDSGID=yes

    [Install]
    WantedBy=graphical.target
    """
  }

  /// A script for root that installs the unit and what it runs.
  static func installer(host: String) -> String {
    """
    #!/bin/sh
    # Made by `acompanya config office-desktop`. For root, on the office computer, after
    #   apt-get install curl x11vnc x11-utils libnotify-bin socat
    # Usage: sh install.sh USER, with the secret of `acompanya desktop add` on standard input.
    # The user must have agreed. Taking it out again: systemctl disable --now acompanya-desktop@USER
    set -eu
    user=${1:?"name the user whose screen it is"}
    id "$user" >/dev/null
    umask 077
    mkdir -p /etc/acompanya
    echo "The secret, and then Enter:" >&2
    IFS= read -r secret
    printf '%s\\n' "$secret" >/etc/acompanya/office-desktop.secret
    umask 022
    mkdir -p /usr/local/lib/acompanya
    cat >/usr/local/lib/acompanya/office-desktop <<'END_OF_SCRIPT'
    \(OfficeDesktopScript.text(host: host))
    END_OF_SCRIPT
    chmod 755 /usr/local/lib/acompanya/office-desktop
    cat >/etc/systemd/system/acompanya-desktop@.service <<'END_OF_UNIT'
    \(text(host: host))
    END_OF_UNIT
    systemctl daemon-reload
    systemctl enable --now "acompanya-desktop@$user"
    """
  }
}
