/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dect-clipboard-read.h"
#include "dect-paste-dialog.h"
#include "store/dect-csv.h"

void
dect_paste_read_async (GdkClipboard *clipboard,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  static const char *const mime_types[] = { "text/plain;charset=utf-8", "text/plain", NULL };

  dect_clipboard_read_async (clipboard, mime_types, DECT_CSV_MAX_BYTES, cancellable, callback,
                             user_data);
}

GBytes *
dect_paste_read_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *bytes = dect_clipboard_read_finish (result, &failure);

  if (bytes != NULL)
    return bytes;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _("The clipboard holds more than %u MB of text; copy the rows of one site only."),
                 DECT_CSV_MAX_BYTES / (1024 * 1024));
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _("The clipboard holds no text."));
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

char *
dect_paste_dup_single (GBytes *bytes)
{
  gsize size;
  const char *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  while (size > 0 && strchr ("\r\n", data[size - 1]) != NULL)
    size--;
  if (memchr (data != NULL ? data : "", '\t', size) != NULL
      || memchr (data != NULL ? data : "", '\n', size) != NULL
      || memchr (data != NULL ? data : "", ';', size) != NULL
      || !g_utf8_validate (data != NULL ? data : "", (gssize) size, NULL))
    return NULL;
  return g_strndup (data, size);
}
