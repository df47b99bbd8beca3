from django.urls import path

from unions.admin.begin import begin

urlpatterns = [path("", begin, name="begin")]
