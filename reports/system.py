"""What the system says of a file that it does not open or write, in the officials' language."""

from __future__ import annotations

import errno
from collections.abc import Mapping

REASONS: Mapping[int, str] = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EEXIST: "已有同名文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENOSPC: "磁盘空间已满",
    errno.EIO: "磁盘读写错误",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.EADDRINUSE: "端口已被占用",
}


def system_reason(problem: OSError) -> str:
    """In Chinese; what is not known in Chinese, in the system's own words."""
    return REASONS.get(problem.errno or 0, problem.strerror or str(problem))
