extension NginxConfiguration {
  /// TLS before the listener of office computers; nginx wants it outside of `http { … }`, so that
  /// it stands here as a comment.
  static func desktops(host: String, desktops: String) -> String {
    """
    # Office computers dial out to port 5501 by TLS. nginx wants this outside of http { … }, at
    # the end of /etc/nginx/nginx.conf without the signs in front, after
    # apt-get install libnginx-mod-stream. Beside it:
    # acompanya serve --rfb \(desktops) --rfb-tls \(host):5501 …
    #
    # stream {
    #   server {
    #     listen 5501 ssl;
    #     listen [::]:5501 ssl;
    #     ssl_certificate     /etc/letsencrypt/live/\(host)/fullchain.pem;
    #     ssl_certificate_key /etc/letsencrypt/live/\(host)/privkey.pem;
    #     ssl_protocols       TLSv1.2 TLSv1.3;
    #     proxy_pass \(desktops);
    #     proxy_timeout 1h;
    #   }
    # }
    """
  }
}
