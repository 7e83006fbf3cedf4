"""The Content-Security-Policy, and the `_headers` file for hosts that support one."""

import base64
import hashlib
import re
from collections.abc import Iterable

# 'wasm-unsafe-eval' allows compiling WebAssembly, but not JavaScript's eval.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)


def build_headers(pages: Iterable[str]) -> str:
    """Return the text of `_headers` (Netlify's format, also used by Cloudflare Pages).

    A worker has the policy of its own response. The page's meta tag does not apply to it, but these headers do.

    Args:
        pages: the HTML of every page. The policy allows their inline style sheets by hash. 404.html has one, because
            it can appear at any depth, so relative URLs do not work in it.
    """
    hashes = sorted({style for page in pages for style in _inline_styles(page)})
    policy = CONTENT_SECURITY_POLICY.replace("style-src 'self'", " ".join(["style-src 'self'", *hashes]))
    fresh = "  Cache-Control: no-cache"
    lines = [
        "/*",
        f"  Content-Security-Policy: {policy}",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "  Cross-Origin-Opener-Policy: same-origin",
        "",
        *("/", fresh, "/index.html", fresh, "/404.html", fresh, "/service-worker.js", fresh, ""),
        "/assets/*",
        "  Cache-Control: public, max-age=31536000, immutable",
        "",
    ]
    return "\n".join(lines)


def _inline_styles(page: str) -> list[str]:
    sheets = re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL)
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()}'" for sheet in sheets
    ]
