"""What can go wrong in the memory, on one page. Each says what was being done, to what, and what to do about it."""

from __future__ import annotations


class StorageError(Exception):
    """Base of all storage errors. `str()` is one English sentence; `chinese` the same for an official."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


class DatabaseUnusable(StorageError):
    """The address is wrong, the server does not answer, or the driver is not installed."""


class SchemaOutdated(StorageError):
    """The database is older or newer than this program; `nianbao db upgrade` or a newer program is needed."""


class UnknownRow(StorageError):
    """Asked for a capture, revision, finding or agency that is not there."""


class Contradiction(StorageError):
    """What is to be stored contradicts what is stored, and choosing silently could accuse someone."""


class DatabaseAway(DatabaseUnusable):
    """It does not answer just now, or is held by another for longer than we wait. Trying again may help."""

    def __init__(self, where: str, why: str) -> None:
        told = " ".join(why.split())[:300]
        super().__init__(
            f"the database {where} cannot be used just now ({told}); what was done before is kept: see whether its service "
            "and its disk (space, faults) are well, then run the same command again, which goes on from there",
            f"数据库 {where} 暂时不能使用（{told}）；此前做完的都已入库，请查看数据库服务和磁盘（空间、读写）是否正常，恢复后再运行同一命令，从断处接着做",
        )


class DatabaseRefuses(DatabaseAway):
    """The server answers and does not let us in: there is no such database or user, the password is wrong, or it is not to be
    reached from here. Who administers it may be changing that, so trying again is right for it, too."""

    def __init__(self, where: str, why: str) -> None:
        told = " ".join(why.split())[:300]
        StorageError.__init__(
            self,
            f"the server does not open the database {where} to us ({told}); nothing was changed: check host, database, user "
            "and password in NIANBAO_DATABASE (the password may stand in PGPASSWORD or ~/.pgpass)",
            f"数据库服务器不让打开 {where}（{told}）；什么都没有改动。请核对 NIANBAO_DATABASE 里的主机、库名、用户和密码"
            "（密码也可写在 PGPASSWORD 或 ~/.pgpass 里）",
        )


class DatabaseReadOnly(StorageError):
    """The database can be read and not written: a disk mounted read-only, a file or folder without the right, a standby."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} cannot be written: its disk, folder or file is read-only, or this user may not write there; nothing was "
            "changed: mend that, then run the same command again",
            f"{where} 不能写入：所在的磁盘、文件夹或文件是只读的，或者本用户没有写的权限；什么都没有改动。请改好后再运行同一命令",
        )


class DiskFull(StorageError):
    """No room for the database or for evidence. Trying again helps only once somebody made room."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"no space left on the disk that holds {where}; what was done before is kept and nothing is said of the rest: "
            "make room on that disk, then run the same command again, which goes on from there",
            f"存放 {where} 的磁盘空间已满；此前做完的都已入库，其余不作任何判断。请腾出或扩大该磁盘的空间，再运行同一命令，从断处接着做",
        )
