/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-store-reader-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* @json_error: (transfer full) */
static gboolean
fail_json (DectStoreReader *self, GError *json_error, GError **error)
{
  DectStoreError code = DECT_STORE_ERROR_JSON;

  if (g_error_matches (json_error, DECT_JSON_ERROR, DECT_JSON_ERROR_DEPTH))
    code = DECT_STORE_ERROR_JSON_DEPTH;
  else if (g_error_matches (json_error, DECT_JSON_ERROR, DECT_JSON_ERROR_VALUES))
    code = DECT_STORE_ERROR_JSON_VALUES;
  else if (g_error_matches (json_error, DECT_JSON_ERROR, DECT_JSON_ERROR_SIZE))
    code = DECT_STORE_ERROR_ENTRY_SIZE;
  g_set_error (error, DECT_STORE_ERROR, code, "%s: %s", self->entry, json_error->message);
  g_error_free (json_error);
  return FALSE;
}

gboolean
dect_store_reader_fail (
    DectStoreReader *self, DectStoreError code, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, DECT_STORE_ERROR, code,
               /* Translators: file, line, and a sentence that says what is wrong there */
               _("%s, line %u: %s"), self->entry,
               self->lines_before + dect_json_scan_get_line (&self->scan), reason);
  return FALSE;
}

gboolean
dect_store_reader_next (DectStoreReader *self, GError **error)
{
  GError *json_error = NULL;

  if (dect_json_scan_next (&self->scan, &json_error) != DECT_JSON_FAILED)
    return TRUE;
  return fail_json (self, json_error, error);
}

gboolean
dect_store_reader_skip (DectStoreReader *self, GError **error)
{
  GError *json_error = NULL;

  if (dect_json_scan_skip (&self->scan, &json_error))
    return TRUE;
  return fail_json (self, json_error, error);
}

/* Goes to the next token, which has to be @token. */
gboolean
dect_store_reader_expect (DectStoreReader *self,
                          DectJsonToken token,
                          const char *reason,
                          GError **error)
{
  return dect_store_reader_next (self, error)
         && (self->scan.token == token
             || dect_store_reader_fail (self, DECT_STORE_ERROR_VALUE, error, "%s", reason));
}

static gboolean
start_scan (DectStoreReader *self, GBytes *json, gsize max_bytes, GError **error)
{
  GError *json_error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (json, &length);

  if (!dect_json_scan_init (&self->scan, text, length, max_bytes, &json_error))
    return fail_json (self, json_error, error);
  self->scan.max_depth = DECT_STORE_MAX_DEPTH;
  return TRUE;
}

static gboolean
check_head (DectStoreReader *self, gboolean ours, double version, GError **error)
{
  if (!ours)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_FOREIGN,
                   _("%s is not of a Handover site; choose a .handover file."), self->entry);
      return FALSE;
    }
  if (version > DECT_STORE_VERSION)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_NEWER,
                   _("A newer program wrote this file (version %.0f; this one reads up to "
                      "version %d). Update Handover to open it."),
                   version, DECT_STORE_VERSION);
      return FALSE;
    }
  if (version == DECT_STORE_VERSION)
    return TRUE;
  g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_VALUE,
               _("%s does not say which version it has."), self->entry);
  return FALSE;
}

/* Format and version, wherever they stand, before anything else is looked at; the whole text is
 * known to be JSON within the bounds afterwards. */
static gboolean
check_document (DectStoreReader *self, const char *format, GError **error)
{
  gboolean ours = FALSE;
  double version = 0;

  if (!dect_store_reader_next (self, error))
    return FALSE;
  if (self->scan.token != DECT_JSON_BEGIN_OBJECT)
    return dect_store_reader_skip (self, error) && dect_store_reader_next (self, error)
           && check_head (self, FALSE, 0, error);
  for (;;)
    {
      gboolean is_format, is_version;

      if (!dect_store_reader_next (self, error))
        return FALSE;
      if (self->scan.token != DECT_JSON_KEY)
        break;
      is_format = dect_json_scan_equal (&self->scan, "format");
      is_version = dect_json_scan_equal (&self->scan, "version");
      if (!dect_store_reader_next (self, error))
        return FALSE;
      if (is_format)
        ours = self->scan.token == DECT_JSON_STRING && dect_json_scan_equal (&self->scan, format);
      else if (is_version && self->scan.token == DECT_JSON_NUMBER)
        version = dect_json_scan_get_number (&self->scan);
      if (!dect_store_reader_skip (self, error))
        return FALSE;
    }
  return dect_store_reader_next (self, error) && check_head (self, ours, version, error);
}

/* The instant of "2026-01-31T12:34:56Z", in that form only. */
gboolean
dect_store_reader_time (DectStoreReader *self, gint64 *seconds, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  if (!dect_store_reader_expect (self, DECT_JSON_STRING,
                                 _("a date is a text such as “2026-01-31T12:34:56Z”."), error))
    return FALSE;
  text = dect_json_scan_dup_string (&self->scan);
  if (strlen (text) == strlen ("2026-01-31T12:34:56Z") && text[10] == 'T' && text[19] == 'Z')
    time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    return dect_store_reader_fail (self, DECT_STORE_ERROR_RANGE, error,
                                   _("“%.40s” is not a date such as “2026-01-31T12:34:56Z”."),
                                   text);
  *seconds = g_date_time_to_unix (time);
  return TRUE;
}

gboolean
dect_store_reader_append (DectStoreReader *self, GString *out, GError **error)
{
  GError *json_error = NULL;

  if (dect_json_scan_append_value (&self->scan, out, &json_error))
    return TRUE;
  return fail_json (self, json_error, error);
}

gboolean
dect_store_reader_open (
    DectStoreReader *self, GBytes *json, gsize max_bytes, const char *format, GError **error)
{
  return start_scan (self, json, max_bytes, error) && check_document (self, format, error)
         && start_scan (self, json, max_bytes, error) && dect_store_reader_next (self, error);
}
