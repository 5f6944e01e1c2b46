/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/http-thread.h"

struct _HttpThread
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServerCallback handle;
  gpointer user_data;
  guint n_held;
  GMutex lock;
  GCond ready;
  guint port; /* 0: does not listen yet */
};

static gpointer
serve (gpointer user_data)
{
  HttpThread *self = user_data;

  g_main_context_push_thread_default (self->context);
  SoupServer *server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, self->handle, self->user_data, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  g_autoslist (GUri) uris = soup_server_get_uris (server);
  g_mutex_lock (&self->lock);
  self->port = g_uri_get_port (uris->data);
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->lock);
  g_main_loop_run (self->loop);
  while (self->n_held > 0)
    g_main_context_iteration (self->context, TRUE);
  soup_server_disconnect (server);
  g_object_unref (server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

HttpThread *
http_thread_new (SoupServerCallback handle, gpointer user_data)
{
  HttpThread *self = g_new0 (HttpThread, 1);

  self->handle = handle;
  self->user_data = user_data;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("http-thread", serve, self);
  while (self->port == 0)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
http_thread_free (HttpThread *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self);
}

guint
http_thread_get_port (HttpThread *self)
{
  return self->port;
}

void
http_thread_hold (HttpThread *self)
{
  self->n_held++;
}

void
http_thread_release (HttpThread *self)
{
  self->n_held--;
}
