"""OFD (GB/T 33190-2016, 电子文件存储与交换格式 版式文档) → `Document`: its letters and lines are placed on pages, as those of a
PDF are, and go the same way from there.
"""
