/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-talk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEALS (F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK)

gboolean
dect_talk_write (gconstpointer data, gsize size)
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

gboolean
dect_talk_hello (void)
{
  DectDecodeReply hello = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_HELLO };

  return dect_talk_write (&hello, sizeof hello);
}

gboolean
dect_talk_read (DectDecodeRequest *request)
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
  return g_strchomp (g_string_free (line, FALSE));
}

gboolean
dect_talk_fail (const GError *error)
{
  g_autofree char *line = make_line (error->message);
  DectDecodeReply reply = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_FAILED };

  reply.n = (guint32) strlen (line);
  reply.code = error->domain == DECT_PLAN_ERROR ? (guint32) error->code : DECT_PLAN_ERROR_DAMAGED;
  return dect_talk_write (&reply, sizeof reply) && dect_talk_write (line, reply.n);
}

GBytes *
dect_talk_document (void)
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
