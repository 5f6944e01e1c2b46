/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client-private.h"

#include "pbx/dect-pbx-json.h"

#include <glib/gi18n-lib.h>

#define MAX_ROWS 100000
#define MAX_PAGES 2000

static JsonArray *
read_page (DectPbxRun *run, const char *url, guint offset, gint64 *total, GError **error)
{
  gint size = run->profile->page_size;
  g_autofree char *page_url
      = size > 0 ? g_strdup_printf ("%s?limit=%d&offset=%u", url, size, offset) : g_strdup (url);
  DectPbxHttpRequest request = { .method = "GET",
                                 .url = page_url,
                                 .accept = "application/json",
                                 .max_bytes = DECT_PBX_MAX_DOCUMENT_BYTES };
  g_auto (DectPbxHttpAnswer) answer = { 0 };

  if (!dect_pbx_run_send (run, &request, &answer, error))
    return NULL;

  const char *text = soup_message_headers_get_one (answer.headers, "X-Total-Count");
  guint64 said;
  *total = text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &said, NULL)
               ? (gint64) said
               : -1;
  return dect_pbx_answer_parse_list (&answer, run->profile->items_pointer, error);
}

/* Whether a PBX that knows no pages sent the same rows again. */
static gboolean
same_rows (JsonArray *rows, JsonArray *page)
{
  guint n = json_array_get_length (page);

  if (json_array_get_length (rows) < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!json_node_equal (
            json_array_get_element (rows, json_array_get_length (rows) - n + i),
            json_array_get_element (page, i)))
      return FALSE;
  return TRUE;
}

/* A list of exactly as many rows as were asked for may have been cut: only a total, or a page that
 * is not full, is an end (C1). */
static gboolean
is_last (DectPbxRun *run, guint n_page, guint n_rows, gint64 total)
{
  if (run->profile->page_size == 0 || n_page == 0)
    return TRUE;
  if (total >= 0)
    return n_rows >= total;
  return n_page != (guint) run->profile->page_size;
}

JsonArray *
dect_pbx_run_list (DectPbxRun *run, const char *url, GError **error)
{
  g_autoptr (JsonArray) rows = json_array_new ();

  for (guint n_pages = 0; n_pages < MAX_PAGES; n_pages++)
    {
      gint64 total;
      g_autoptr (JsonArray) page
          = read_page (run, url, json_array_get_length (rows), &total, error);
      if (page == NULL)
        return NULL;

      guint n_page = json_array_get_length (page);
      if (n_pages > 0 && n_page > 0 && same_rows (rows, page))
        return g_steal_pointer (&rows);
      for (guint i = 0; i < n_page; i++)
        json_array_add_element (rows, json_node_copy (json_array_get_element (page, i)));
      if (json_array_get_length (rows) > MAX_ROWS)
        break;
      if (is_last (run, n_page, json_array_get_length (rows), total))
        return g_steal_pointer (&rows);
    }
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TOO_LARGE,
               _("A list of the PBX has more than %d rows, or no end."), MAX_ROWS);
  return NULL;
}
