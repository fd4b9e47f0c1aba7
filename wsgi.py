from web.serving import served_app

app = served_app()
