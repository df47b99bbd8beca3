"""A page that breaks."""

from django.urls import path

from config.urls import urlpatterns as office


def broken(request):
    raise RuntimeError


urlpatterns = [path("broken/", broken), *office]
