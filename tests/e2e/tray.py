"""Stands for a desktop's tray: finds the one icon, and answers each line that it reads with a line of JSON.

`menu` is answered with the menu's lines, `press LABEL` presses the line that says so.
"""

import json
import sys
import threading

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

WATCHER = "org.kde.StatusNotifierWatcher"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Watcher(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, "/StatusNotifierWatcher")
        self.icon = None

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        path = service if service.startswith("/") else "/StatusNotifierItem"
        self.icon = (sender, path)

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        items = dbus.Array([], signature="s")
        return {
            "IsStatusNotifierHostRegistered": True,
            "ProtocolVersion": 0,
            "RegisteredStatusNotifierItems": items,
        }

    def menu(self):
        owner, path = self.icon
        icon = dbus.Interface(session.get_object(owner, path), PROPERTIES)
        there = icon.Get("org.kde.StatusNotifierItem", "Menu")
        return dbus.Interface(session.get_object(owner, there), "com.canonical.dbusmenu")

    def lines(self):
        if self.icon is None:
            return []
        _, root = self.menu().GetLayout(0, -1, dbus.Array([], signature="s"))
        return [line(it) for it in root[2]]


def line(item):
    number, about, below = item
    return {
        "number": int(number),
        "label": str(about.get("label", "")).replace("__", "_"),
        "enabled": bool(about.get("enabled", True)),
        "below": [line(it) for it in below],
    }


def find(lines, label):
    for one in lines:
        if one["label"] == label:
            return one
        found = find(one["below"], label)
        if found is not None:
            return found
    return None


def answer(asked):
    what, _, label = asked.strip().partition(" ")
    lines = watcher.lines()
    found = find(lines, label)
    if what == "press" and found is not None:
        watcher.menu().Event(found["number"], "clicked", dbus.Int32(0), dbus.UInt32(0))
    print(json.dumps(lines), flush=True)
    return False


def listen():
    for asked in sys.stdin:
        GLib.idle_add(answer, asked)


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
session = dbus.SessionBus()
watcher = Watcher(session)
held = dbus.service.BusName(WATCHER, session)
threading.Thread(target=listen, daemon=True).start()
print(json.dumps({"ready": True}), flush=True)
GLib.MainLoop().run()
