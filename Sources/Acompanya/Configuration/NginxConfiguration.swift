/// A configuration for nginx 1.22 or newer, to be included within `http { … }`.
enum NginxConfiguration {
  static func text(host: String, listen: String) -> String {
    """
    # /etc/nginx/conf.d/acompanya.conf, made by `acompanya config nginx`.
    # Beside it: acompanya serve --listen \(listen) --behind-proxy

    upstream acompanya {
      server \(listen);
      keepalive 32;
    }

    # A WebSocket asks for an upgrade; everything else keeps its connection open.
    map $http_upgrade $acompanya_connection {
      default upgrade;
      ""      "";
    }

    server {
      listen 80;
      listen [::]:80;
      server_name \(host);
      return 308 https://$host$request_uri;
    }

    server {
      listen 443 ssl http2;
      listen [::]:443 ssl http2;
      server_name \(host);

      ssl_certificate     /etc/letsencrypt/live/\(host)/fullchain.pem;
      ssl_certificate_key /etc/letsencrypt/live/\(host)/privkey.pem;
      ssl_protocols       TLSv1.2 TLSv1.3;
      ssl_session_cache   shared:acompanya:2m;
      ssl_session_tickets off;
      add_header Strict-Transport-Security "max-age=31536000" always;

      client_max_body_size 32m;
      server_tokens off;

      gzip on;
      gzip_vary on;
      gzip_proxied any;
      gzip_min_length 1024;
      gzip_types text/css text/plain text/javascript application/javascript application/json
        application/problem+json image/svg+xml;

      proxy_http_version 1.1;
      # With its port, if it has one: forms are taken only from pages of the same origin.
      proxy_set_header Host              $http_host;
      proxy_set_header X-Forwarded-For   $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header Upgrade           $http_upgrade;
      proxy_set_header Connection        $acompanya_connection;

      location / {
        proxy_pass http://acompanya;
      }

      # These addresses are keys in themselves: a code, a promise, a rating. Nobody reads them in
      # a log.
      location ~ ^/(assist|request|rate)/ {
        proxy_pass http://acompanya;
        access_log off;
      }

      # Open data keeps its strong ETag, which compression on the way would weaken.
      location /opendata/ {
        proxy_pass http://acompanya;
        gzip off;
      }

      # Live events: each one goes out at once, and a quiet hour is no fault.
      location = /api/v1/events {
        proxy_pass http://acompanya;
        proxy_buffering off;
        proxy_cache off;
        gzip off;
        proxy_read_timeout 3600s;
      }

      # Remote assistance: frames both ways for as long as a session lasts.
      location /relay/ {
        proxy_pass http://acompanya;
        proxy_buffering off;
        proxy_read_timeout 3600s;
        proxy_send_timeout 3600s;
      }

      # For the machine itself only.
      location = /metrics {
        return 404;
      }
    }
    """
  }
}
