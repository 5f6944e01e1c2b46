/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-frames.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "omm/dect-axi-error.h"

struct _DectAxiFrames
{
  GByteArray *bytes;
  gsize start;    /* of the message that is read */
  gsize searched; /* no zero byte lies before it */
};

DectAxiFrames *
dect_axi_frames_new (void)
{
  DectAxiFrames *self = g_new0 (DectAxiFrames, 1);

  self->bytes = g_byte_array_new ();
  return self;
}

void
dect_axi_frames_free (DectAxiFrames *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->bytes);
  g_free (self);
}

void
dect_axi_frames_push (DectAxiFrames *self, const char *data, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);

  if (self->start > 0)
    g_byte_array_remove_range (self->bytes, 0, (guint) self->start);
  self->searched -= self->start;
  self->start = 0;
  g_byte_array_append (self->bytes, (const guint8 *) data, (guint) length);
}

gboolean
dect_axi_frames_next (DectAxiFrames *self, DectAxiElement **message, GError **error)
{
  g_return_val_if_fail (self != NULL && message != NULL, FALSE);

  const char *data = (const char *) self->bytes->data;
  const char *end = self->searched < self->bytes->len
                        ? memchr (data + self->searched, '\0', self->bytes->len - self->searched)
                        : NULL;
  gsize stop = end != NULL ? (gsize) (end - data) : self->bytes->len;
  gsize start = self->start;

  *message = NULL;
  if (stop - start > DECT_AXI_MAX_BYTES)
    {
      g_set_error (
          error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROTOCOL,
          _("The OMM sends a message larger than any answer can be; the link was ended."));
      return FALSE;
    }
  self->searched = end != NULL ? stop + 1 : stop;
  if (end == NULL)
    return TRUE;
  self->start = self->searched;
  *message = dect_axi_element_parse (data + start, stop - start, error);
  return *message != NULL;
}

gboolean
dect_axi_frames_is_inside (const DectAxiFrames *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->start < self->bytes->len;
}
