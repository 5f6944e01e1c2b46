/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-serve.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEALS (F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK)

gboolean
dect_serve_write (gconstpointer data, gsize size)
{
  const guint8 *from = data;

  while (size > 0)
    {
      gssize n = write (DECT_DECODE_SOCKET_FD, from, size);

      if (n < 0 && errno != EINTR)
        return FALSE;
      from += MAX (n, 0);
      size -= (gsize) MAX (n, 0);
    }
  return TRUE;
}

static gboolean
read_request (DectDecodeRequest *request)
{
  guint8 *to = (guint8 *) request;
  gsize left = sizeof *request;

  while (left > 0)
    {
      gssize n = read (DECT_DECODE_SOCKET_FD, to, left);

      if (n == 0 || (n < 0 && errno != EINTR))
        return FALSE;
      to += MAX (n, 0);
      left -= (gsize) MAX (n, 0);
    }
  return request->magic == DECT_DECODE_MAGIC;
}

/* Decoders speak in several lines, and of what they found in the file. */
static char *
make_line (const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  GString *line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (line->len + 6 > DECT_DECODE_MAX_SENTENCE)
        break;
      g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_string_free (line, FALSE);
}

gboolean
dect_serve_fail (const GError *error)
{
  g_autofree char *line = make_line (error->message);
  DectDecodeReply reply = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_FAILED };

  reply.n = (guint32) strlen (line);
  reply.code = error->domain == DECT_PLAN_ERROR ? (guint32) error->code : DECT_PLAN_ERROR_DAMAGED;
  return dect_serve_write (&reply, sizeof reply) && dect_serve_write (line, reply.n);
}

GBytes *
dect_serve_document (void)
{
  int seals = fcntl (DECT_DECODE_DOCUMENT_FD, F_GET_SEALS);
  struct stat info;
  gpointer data;

  if (seals < 0 || (seals & SEALS) != SEALS || fstat (DECT_DECODE_DOCUMENT_FD, &info) != 0
      || info.st_size <= 0 || info.st_size > DECT_PLAN_MAX_BYTES)
    return NULL;
  data = mmap (NULL, (gsize) info.st_size, PROT_READ, MAP_PRIVATE, DECT_DECODE_DOCUMENT_FD, 0);
  return data != MAP_FAILED ? g_bytes_new_static (data, (gsize) info.st_size) : NULL;
}

static DectPlan *
open_plan (GBytes *document, GError **error)
{
  g_autoptr (DectPlan) plan = dect_plan_sniff (document, error);

  if (plan == NULL)
    return NULL;
  plan->keeps = TRUE;
  return dect_plan_decode_open (plan, error) ? g_steal_pointer (&plan) : NULL;
}

static gboolean
say_opened (const DectPlan *plan)
{
  DectDecodeReply reply
      = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_OPENED, .n = plan->n_pages };

  return dect_serve_write (&reply, sizeof reply)
         && dect_serve_write (plan->sizes, plan->n_pages * sizeof *plan->sizes);
}

static gboolean
render (DectPlan *plan, const DectDecodeRequest *request)
{
  DectDecodeReply reply
      = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_RENDERED, .format = CAIRO_FORMAT_ARGB32 };
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface
      = dect_plan_decode_render (plan, request->page, request->px_per_unit, &error);
  gboolean said;

  if (surface == NULL)
    return dect_serve_fail (error);
  cairo_surface_flush (surface);
  reply.width = (guint32) cairo_image_surface_get_width (surface);
  reply.height = (guint32) cairo_image_surface_get_height (surface);
  reply.stride = (guint32) cairo_image_surface_get_stride (surface);
  said = dect_serve_write (&reply, sizeof reply)
         && dect_serve_write (cairo_image_surface_get_data (surface),
                              (gsize) reply.height * reply.stride);
  cairo_surface_destroy (surface);
  return said;
}

void
dect_serve (void)
{
  DectDecodeReply hello = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_HELLO };
  g_autoptr (GBytes) document = NULL;
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  DectDecodeRequest request;

  if (!dect_serve_write (&hello, sizeof hello) || (document = dect_serve_document ()) == NULL)
    return;
  plan = open_plan (document, &error);
  if (plan == NULL)
    {
      dect_serve_fail (error);
      return;
    }
  if (!say_opened (plan))
    return;
  while (read_request (&request) && render (plan, &request))
    continue;
}
