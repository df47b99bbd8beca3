"""The words of the recovery sheet."""

KEEPING = (
    "这张单子能打开本单位的全部备份。请锁进保险柜，不要拍照，不要和备份放在一起；"
    "密钥更换后要重新打印。没有它，换了机器就打不开备份，身份证号也读不出来。"
)
STEPS = (
    "在新机器上装好同一版本（或更新版本）的程序。",
    (
        "把本单上的密钥写进程序文件夹里的 var/env，每个名称一行，写成“名称=密钥”，中间没有空格；"
        "FIELD_KEYS 有几把就按顺序用逗号连成一行。服务器上写进 /etc/nuanfeng/env。"
    ),
    "运行一次 python3 dev.py serve，出现网址后按 Ctrl+C 停下。",
    "运行 .venv/bin/python manage.py restore 备份文件（Windows 上是 .venv\\Scripts\\python）。",
    "密钥输错了程序会说出编号对不上：请照编号核对。恢复后再运行 python3 dev.py serve，登录检查。",
)
