/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A file that is no text is refused where it stops being one. */
static char *
decode (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *bad;
  guint line = 1;

  if (size > DECT_OMM_MAX_BYTES)
    {
      g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_TOO_LARGE,
                   _("The OMM file is larger than %d MiB; it is not read."),
                   DECT_OMM_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  if (size >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  if (size == 0 || g_utf8_validate_len (data, size, &bad))
    return g_strndup (size > 0 ? data : "", size);
  for (const char *p = data; p < bad; p++)
    line += *p == '\n';
  g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_ENCODING,
               _("Line %u of the OMM file is not UTF-8 text; save the file as UTF-8."), line);
  return NULL;
}

/* Tells what the line is, or nothing. */
static gboolean
classify (const char *line, gboolean *in_records, DectOmmLineType *type)
{
  g_autofree char *stripped = g_strstrip (g_strdup (line));

  *type = *in_records ? DECT_OMM_LINE_RECORD : DECT_OMM_LINE_INSTRUCTION;
  if (*stripped == '#')
    *type = DECT_OMM_LINE_COMMENT;
  else if (!*in_records && g_ascii_strcasecmp (stripped, "data_sequence") == 0)
    {
      *in_records = TRUE;
      return FALSE;
    }
  return *stripped != '\0';
}

static gboolean
walk (char *text, DectOmmLineFunc func, gpointer user_data, GError **error)
{
  gboolean in_records = FALSE;
  guint number = 0;
  char *line = text;

  while (line != NULL)
    {
      char *end = strpbrk (line, "\r\n");
      gboolean crlf = end != NULL && end[0] == '\r' && end[1] == '\n';
      DectOmmLineType type;

      if (end != NULL)
        *end = '\0';
      if (++number > DECT_OMM_MAX_LINES)
        {
          g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_TOO_LARGE,
                       _("The OMM file has more than %d lines; it is not read."),
                       DECT_OMM_MAX_LINES);
          return FALSE;
        }
      if (classify (line, &in_records, &type))
        func (type, number, line, user_data);
      line = end == NULL ? NULL : end + (crlf ? 2 : 1);
    }
  if (in_records)
    return TRUE;
  g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_NO_SEQUENCE,
               _("The file has no line “data_sequence”, so it is no OMM import file."));
  return FALSE;
}

gboolean
dect_omm_lines_foreach (GBytes *bytes, DectOmmLineFunc func, gpointer user_data, GError **error)
{
  gsize length;
  char *text;
  gboolean done;

  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  text = decode (bytes, error);
  if (text == NULL)
    return FALSE;
  length = strlen (text);
  done = walk (text, func, user_data, error);
  /* It was cut into pieces, and wiping ends at the first one. */
  memset (text, ' ', length);
  dect_secrets_wipe (text);
  return done;
}
