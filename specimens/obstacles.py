"""Things that stand between a visitor and a portal, as visitors have met them (portals.md §3.2, §4).

Each wraps a site and answers in its place where it applies. Shapes only: nothing here computes a real challenge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from specimens.dice import Dice
from specimens.web import HTML, Asked, Reply, Site, not_found, plain, redirect


def _shell(title: str, body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>".encode()


@dataclass(slots=True)
class Obstacle:
    """Applies where `where` says so (everywhere by default, robots.txt excepted) and while `on`."""

    site: Site
    where: Callable[[Asked], bool] = field(default=lambda asked: True, kw_only=True)
    on: bool = field(default=True, kw_only=True)

    def answer(self, asked: Asked) -> Reply:
        if not self.on or asked.path == "/robots.txt" or not self.where(asked):
            return self.site.answer(asked)
        return self.instead(asked)

    def instead(self, asked: Asked) -> Reply:
        raise NotImplementedError


class ScriptChallenge(Obstacle):
    """瑞数: 412 with ``$_ts`` and a cookie of random name on the first visit, 400 in the same session afterwards."""

    def instead(self, asked: Asked) -> Reply:
        name = Dice("challenge", asked.host).token(13)
        if any(cookie.startswith(name) for cookie in asked.cookies):
            return Reply(400, b"", HTML)
        seed = Dice("seed", asked.target).token(64)
        body = (
            "<!DOCTYPE html><html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'>"
            f"<script type='text/javascript' r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={{}};$_ts.nsd=71024;$_ts.cd='{seed}';"
            "if($_ts.lcd)$_ts.lcd();</script><script type='text/javascript' charset='iso-8859-1' src='/4QbVtADbnLVIc/c.FxJzG50F.js' r='m'></script>"
            "</head><body></body></html>"
        )
        return Reply(412, body.encode(), HTML, (("Set-Cookie", f"{name}S={seed[:40]}; Path=/; HttpOnly"),))


class Clearance(Obstacle):
    """加速乐: 521, a cookie, and a script that would set the second one."""

    def instead(self, asked: Asked) -> Reply:
        token = Dice("clearance", asked.host).token(32)
        body = "<script>document.cookie=('_')+('_')+('jsl_clearance_s')+('=')+(-~[]+'')+('7')+';max-age=3600;path=/';location.href=location.pathname+location.search</script>"
        return Reply(
            521,
            body.encode(),
            HTML,
            (("Set-Cookie", f"__jsluid_s={token}; max-age=31536000; path=/; HttpOnly"),),
        )


class Slider(Obstacle):
    """A slider page of 22,857 bytes with status 200; HEAD is refused."""

    size = 22_857

    def instead(self, asked: Asked) -> Reply:
        if asked.method == "HEAD":
            return Reply(405, b"", HTML)
        body = _shell(
            "请稍候…",
            "<div id='puzzle-vcode' class='puzzle-vcode-box'>请拖动滑块完成验证</div><script>/*{pad}*/</script>",
        )
        padding = self.size - len(body) + len("{pad}")
        return Reply(200, body.replace(b"{pad}", b"x" * padding), HTML)


class Stub(Obstacle):
    """A script of 1,334 bytes with status 200 and no link to anything."""

    size = 1_334

    def instead(self, asked: Asked) -> Reply:
        start = b"<html><head><script>var _0x=['" + Dice("stub", asked.host).token(40).encode()
        end = b"'];eval(_0x.join(''));</script></head><body></body></html>"
        return Reply(200, start + b"f" * (self.size - len(start) - len(end)) + end, HTML)


class Empty(Obstacle):
    """Status 200 and nothing: what is left when a challenge script has failed."""

    def instead(self, asked: Asked) -> Reply:
        return Reply(200, b"", HTML)


class Blocked(Obstacle):
    """A firewall's own page: 200 by default, ten kilobytes of "您的访问被拦截"."""

    status = 200

    def instead(self, asked: Asked) -> Reply:
        text = "<h1>您的访问被拦截</h1><p>您的请求疑似攻击行为，已被网站防火墙拦截。事件编号：{event}</p>"
        body = text.format(event=Dice("event", asked.target).token(24)) + "<!--" + "-" * 9000 + "-->"
        return Reply(self.status, _shell("访问拦截", body), HTML)


class HomeInstead(Obstacle):
    """A missing page shows the front page with status 200 (soft 404)."""

    def answer(self, asked: Asked) -> Reply:
        reply = self.site.answer(asked)
        if reply.status != 404 or not self.on or asked.path == "/robots.txt":
            return reply
        return replace(self.site.answer(replace(asked, method="GET", target="/")), etag=None, changed=None)


class SorryInstead(HomeInstead):
    """A missing page says so in words, with status 200."""

    def answer(self, asked: Asked) -> Reply:
        reply = self.site.answer(asked)
        if reply.status != 404 or not self.on or asked.path == "/robots.txt":
            return reply
        return Reply(
            200,
            _shell("提示信息", "<p>抱歉，您访问的页面不存在或已被删除！</p><a href='/'>返回首页</a>"),
            HTML,
        )


class BackHome(HomeInstead):
    """A missing page redirects to the front page."""

    def answer(self, asked: Asked) -> Reply:
        reply = self.site.answer(asked)
        if reply.status != 404 or not self.on or asked.path == "/robots.txt":
            return reply
        return redirect(f"http://{asked.host}/", 301)


@dataclass(slots=True)
class MovedTo(Obstacle):
    """Everything it applies to is redirected to `root` and the same path."""

    root: str = field(default="", kw_only=True)

    def instead(self, asked: Asked) -> Reply:
        return redirect(self.root + asked.target, 301)


class NeedsReferer(Obstacle):
    """404 without a Referer of the same site (如皋)."""

    def instead(self, asked: Asked) -> Reply:
        return self.site.answer(asked) if asked.host in asked.headers.get("referer", "") else not_found()


class NeedsCookie(Obstacle):
    """A session cookie: without it, one is set and the visitor sent to the same address again (a loop for who forgets)."""

    name = "SESSION"

    def instead(self, asked: Asked) -> Reply:
        if self.name in asked.cookies:
            return self.site.answer(asked)
        token = Dice("session", asked.host).token(32)
        cookie = ("Set-Cookie", f"{self.name}={token}; Path=/; HttpOnly")
        return Reply(302, b"", None, (("Location", asked.target), cookie))


class NeedsBrowser(Obstacle):
    """Refuses any client that does not call itself Mozilla (西藏)."""

    def instead(self, asked: Asked) -> Reply:
        if asked.headers.get("user-agent", "").startswith("Mozilla/"):
            return self.site.answer(asked)
        return Reply(403, _shell("错误", "不合法的参数"), HTML)


@dataclass(slots=True)
class RateLimit(Obstacle):
    """429 with Retry-After for `refusals` requests after every `allowed` ones (`refusals` of 0: for good)."""

    allowed: int = field(default=10, kw_only=True)
    refusals: int = field(default=0, kw_only=True)
    retry_after: int = field(default=1, kw_only=True)
    _count: int = 0

    def instead(self, asked: Asked) -> Reply:
        self._count += 1
        turn = self._count if not self.refusals else (self._count - 1) % (self.allowed + self.refusals) + 1
        if turn <= self.allowed:
            return self.site.answer(asked)
        return Reply(429, _shell("429", "请求过于频繁"), HTML, (("Retry-After", str(self.retry_after)),))


@dataclass(slots=True)
class RobotsTxt:
    """robots.txt with any status; the rest of the site as it is."""

    site: Site
    text: str = ""
    status: int = 200

    def answer(self, asked: Asked) -> Reply:
        return plain(self.text, self.status) if asked.path == "/robots.txt" else self.site.answer(asked)


@dataclass(slots=True)
class Recoded(Obstacle):
    """Pages in other bytes than they say: `charset` the bytes, `declare` the header, `meta` what the tag claims."""

    charset: str = field(default="gb18030", kw_only=True)
    declare: str | None = field(default="text/html", kw_only=True)
    meta: str | None = field(default="utf-8", kw_only=True)
    """`None` takes the tag away."""

    def instead(self, asked: Asked) -> Reply:
        reply = self.site.answer(asked)
        if reply.content_type != HTML or reply.wire is not None:
            return reply
        text = reply.body.decode()
        tag = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />'
        text = text.replace(tag, tag.replace("utf-8", self.meta) if self.meta else "")
        return replace(reply, body=text.encode(self.charset, "xmlcharrefreplace"), content_type=self.declare)
