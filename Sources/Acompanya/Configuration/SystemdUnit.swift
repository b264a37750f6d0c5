/// A unit that gives the program its data directory and nothing else.
enum SystemdUnit {
  static func text(listen: String) -> String {
    """
    # /etc/systemd/system/acompanya.service, made by `acompanya config systemd`.
    # First: useradd --system --home-dir /var/lib/acompanya --shell /usr/sbin/nologin acompanya
    # Then: systemctl daemon-reload && systemctl enable --now acompanya

    [Unit]
    Description=Acompanya, the remote helpdesk for e-procedures
    After=network.target

    [Service]
    Type=exec
    ExecStart=/usr/local/bin/acompanya serve --data /var/lib/acompanya \\
      --listen \(listen) --behind-proxy
    Restart=on-failure
    # Exit code 3: it refused to start, and would again.
    RestartPreventExitStatus=2 3
    TimeoutStopSec=20
    LimitNOFILE=65536

    User=acompanya
    StateDirectory=acompanya
    StateDirectoryMode=0700
    UMask=0077

    \(hardening)
    """
  }

  /// The same for a relay on a machine of its own, which keeps nothing.
  static func relay(listen: String, core: String) -> String {
    """
    # /etc/systemd/system/acompanya-relay.service, made by `acompanya config systemd --relay`.
    # First: copy relay.key from the desk's data directory to /etc/acompanya/relay.key, mode 600.
    # Then: systemctl daemon-reload && systemctl enable --now acompanya-relay
    # For computers by VNC add --rfb HOST:PORT --rfb-public NAME:PORT, and to the desk
    # --relay wss://THIS.MACHINE --rfb-public NAME:PORT.

    [Unit]
    Description=Acompanya, the relay of remote assistance
    After=network-online.target
    Wants=network-online.target

    [Service]
    Type=exec
    LoadCredential=relay.key:/etc/acompanya/relay.key
    ExecStart=/usr/local/bin/acompanya relay --listen \(listen) --behind-proxy \\
      --key-file ${CREDENTIALS_DIRECTORY}/relay.key --core \(core)
    Restart=on-failure
    RestartPreventExitStatus=2 3
    TimeoutStopSec=20
    LimitNOFILE=65536

    DynamicUser=yes
    UMask=0077

    \(hardening)
    """
  }

  private static let hardening = """
    CapabilityBoundingSet=
    AmbientCapabilities=
    LockPersonality=yes
    MemoryDenyWriteExecute=yes
    NoNewPrivileges=yes
    PrivateDevices=yes
    PrivateTmp=yes
    ProcSubset=pid
    ProtectClock=yes
    ProtectControlGroups=yes
    ProtectHome=yes
    ProtectHostname=yes
    ProtectKernelLogs=yes
    ProtectKernelModules=yes
    ProtectKernelTunables=yes
    ProtectProc=invisible
    ProtectSystem=strict
    RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
    RestrictNamespaces=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallFilter=~@privileged

    [Install]
    WantedBy=multi-user.target
    """
}
