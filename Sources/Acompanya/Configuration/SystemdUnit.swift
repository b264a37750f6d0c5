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
}
