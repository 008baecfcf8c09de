"""Stands for a desktop's notification server: prints each notice as a line of JSON.

A line `NUMBER ACTION` that it reads is a click of a person: on the notice itself (`default`) or on one
of its buttons.
"""

import json
import sys
import threading

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"


class Server(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.shown = 0

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, title, body, actions, hints, timeout):
        self.shown += 1
        notice = {"number": self.shown, "app": app, "title": title, "body": body, "actions": list(actions)}
        print(json.dumps(notice), flush=True)
        return self.shown

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, number):
        pass

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return ["body", "actions"]

    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return ("stand-in", "crosswalk", "1", "1.2")

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, number, action):
        pass


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
session = dbus.SessionBus()
held = dbus.service.BusName(NAME, session)
server = Server(session)


def click(line):
    number, action = line.split()
    server.ActionInvoked(int(number), action)
    return False


def listen():
    for line in sys.stdin:
        GLib.idle_add(click, line)


threading.Thread(target=listen, daemon=True).start()
print(json.dumps({"ready": True}), flush=True)
GLib.MainLoop().run()
