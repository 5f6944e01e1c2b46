/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "omm/dect-axi-frames.h"
#include "omm/dect-axi-wire-private.h"
#include "omm/dect-omm-system.h"
#include "store/dect-secrets.h"

#define READ_SIZE 16384
/* A busy OMM reports every call and every sync; more than this between request and answer is no
 * OMM. */
#define MAX_EVENTS 10000

struct _DectAxiSession
{
  DectAxiWire *wire;
  DectAxiFrames *frames;
  DectAxiElement *greeting;
  gint seq;
  gint64 timeout_us;
  gint64 ping_after_us;
  gint64 last_us; /* when something was last said */
};

static gboolean
refuse_answer (GError **error)
{
  g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROTOCOL,
               _("The OMM answered something that was not asked; the link was ended."));
  return FALSE;
}

static gboolean
send_request (DectAxiSession *self,
              DectAxiElement *request,
              GCancellable *cancellable,
              GError **error)
{
  char *text;
  gboolean sent;

  dect_axi_element_set_int (request, "seq", ++self->seq);
  text = dect_axi_element_to_text (request);
  /* The zero byte that ends a message is the one that ends the string. */
  sent = dect_axi_wire_write (self->wire, text, strlen (text) + 1, cancellable, error);
  dect_secrets_wipe (text);
  self->last_us = g_get_monotonic_time ();
  return sent;
}

static DectAxiElement *
next_message (DectAxiSession *self, gint64 deadline, GCancellable *cancellable, GError **error)
{
  DectAxiElement *message = NULL;
  char buffer[READ_SIZE];

  while (dect_axi_frames_next (self->frames, &message, error))
    {
      gssize n;

      if (message != NULL)
        return message;
      n = dect_axi_wire_read (self->wire, buffer, sizeof buffer, deadline, cancellable, error);
      if (n < 0)
        return NULL;
      dect_axi_frames_push (self->frames, buffer, (gsize) n);
    }
  return NULL;
}

/* The answer to the request that was just sent. */
static DectAxiElement *
receive_answer (DectAxiSession *self,
                const char *request,
                GCancellable *cancellable,
                GError **error)
{
  gint64 deadline = g_get_monotonic_time () + self->timeout_us;
  g_autofree char *wanted = g_strconcat (request, "Resp", NULL);

  for (guint n_events = 0; n_events <= MAX_EVENTS; n_events++)
    {
      g_autoptr (DectAxiElement) message = next_message (self, deadline, cancellable, error);

      if (message == NULL)
        return NULL;
      if (g_str_has_prefix (message->name, "Event"))
        continue;
      self->last_us = g_get_monotonic_time ();
      if (g_str_equal (message->name, wanted)
          && dect_axi_element_get_int (message, "seq") == self->seq)
        return g_steal_pointer (&message);
      break;
    }
  refuse_answer (error);
  return NULL;
}

static DectAxiElement *
exchange (DectAxiSession *self, DectAxiElement *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectAxiElement) answer = NULL;
  const char *word;
  gint max_length;

  if (self->wire == NULL)
    {
      refuse_answer (error);
      return NULL;
    }
  if (send_request (self, request, cancellable, error))
    answer = receive_answer (self, request->name, cancellable, error);
  if (answer == NULL)
    {
      /* What comes now belongs to nothing. */
      g_clear_pointer (&self->wire, dect_axi_wire_free);
      return NULL;
    }
  word = dect_axi_element_get (answer, "errCode");
  if (word == NULL)
    return g_steal_pointer (&answer);
  max_length = dect_axi_element_get_int (answer, "maxLen");
  g_propagate_error (error, dect_axi_error_new_refused (word, dect_axi_element_get (answer, "bad"),
                                                        (guint) MAX (max_length, 0)));
  return NULL;
}

DectAxiElement *
dect_axi_session_call (DectAxiSession *self,
                       DectAxiElement *request,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  if (self->wire != NULL && g_get_monotonic_time () - self->last_us > self->ping_after_us)
    {
      g_autoptr (DectAxiElement) ping = dect_axi_element_new ("Ping");
      g_autoptr (DectAxiElement) pong = exchange (self, ping, cancellable, error);

      if (pong == NULL)
        return NULL;
    }
  return exchange (self, request, cancellable, error);
}

DectAxiElement *
dect_axi_session_ask (DectAxiSession *self,
                      const char *request,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  g_autoptr (DectAxiElement) element = dect_axi_element_new (request);

  return dect_axi_session_call (self, element, cancellable, error);
}

DectAxiSession *
dect_axi_session_open (DectAxiProfile *profile,
                       const char *password,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (profile != NULL && password != NULL, NULL);

  g_autoptr (DectAxiSession) self = g_new0 (DectAxiSession, 1);
  g_autoptr (DectAxiElement) open = dect_axi_element_new ("Open");

  self->timeout_us = profile->timeout_s * G_USEC_PER_SEC;
  self->ping_after_us = DECT_AXI_PING_AFTER_S * G_USEC_PER_SEC;
  self->frames = dect_axi_frames_new ();
  self->wire = dect_axi_wire_open (profile, NULL, cancellable, error);
  if (self->wire == NULL)
    return NULL;
  dect_axi_element_set (open, "username", profile->user);
  dect_axi_element_set (open, "password", password);
  self->greeting = exchange (self, open, cancellable, error);
  return self->greeting != NULL ? g_steal_pointer (&self) : NULL;
}

void
dect_axi_session_free (DectAxiSession *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->wire, dect_axi_wire_free);
  dect_axi_frames_free (self->frames);
  dect_axi_element_free (self->greeting);
  g_free (self);
}

const DectAxiElement *
dect_axi_session_get_greeting (DectAxiSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->greeting;
}

void
dect_axi_session_set_ping_after (DectAxiSession *self, gint64 pause_us)
{
  g_return_if_fail (self != NULL);

  self->ping_after_us = pause_us;
}
