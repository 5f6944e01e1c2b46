/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "store/dect-json-scan.h"
#include "store/dect-salvage.h"
#include "store/dect-secrets.h"
#include "store/dect-store-private.h"

#define MAX_JSON_BYTES (1024 * 1024)

/* What our strict scanner takes, the recursive parser behind it takes too, and one line of it is
 * the same JSON. */
void
dect_fuzz_json (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  DectJsonScan scan;

  if (!dect_json_check (bytes, MAX_JSON_BYTES, NULL))
    return;
  node = dect_json_parse (bytes, MAX_JSON_BYTES, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 2; i++)
    {
      gboolean first = i == 0;

      g_assert_true (dect_json_scan_init (&scan, first ? (const char *) data : line->str,
                                          first ? size : line->len, G_MAXINT, NULL));
      g_assert_cmpint (dect_json_scan_next (&scan, NULL), !=, DECT_JSON_FAILED);
      g_assert_true (dect_json_scan_append_value (&scan, first ? line : second, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpstr (line->str, ==, second->str);
}

/* What was read can be written, and what was written is read to the same. */
static void
check_site (DectSnapshot *site)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = dect_store_to_json_bytes (site, &error);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (DectSnapshot) again = NULL;

  g_assert_no_error (error);
  again = dect_store_read_bytes (first, &error);
  g_assert_no_error (error);
  second = dect_store_to_json_bytes (again, &error);
  g_assert_no_error (error);
  dect_fuzz_assert_equal (first, second, "site.json");
}

void
dect_fuzz_site_json (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();

  if (dect_store_parse_site (bytes, builder, NULL))
    {
      g_autoptr (DectSnapshot) site = dect_snapshot_builder_end (g_steal_pointer (&builder));

      check_site (site);
    }
}

void
dect_fuzz_log (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) log = g_bytes_new (data, size);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
      g_autoptr (DectSnapshot) site = NULL;
      g_autoptr (GBytes) before = g_bytes_ref (log);
      g_autoptr (GError) error = NULL;

      if (!dect_store_parse_log (log, builder, &error))
        {
          g_assert_cmpuint (i, ==, 0);
          return;
        }
      site = dect_snapshot_builder_end (g_steal_pointer (&builder));
      g_clear_pointer (&log, g_bytes_unref);
      log = dect_store_print_log (site, &error);
      g_assert_no_error (error);
      if (i == 1)
        dect_fuzz_assert_equal (before, log, "log.json");
    }
}

/* Any file that is opened: a ZIP, or a site.json alone. */
void
dect_fuzz_zip (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DectSnapshot) site = dect_store_read_bytes (bytes, NULL);
  g_autoptr (DectSnapshot) again = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GError) error = NULL;

  if (site == NULL)
    return;
  first = dect_store_write_bytes (site, &error);
  g_assert_no_error (error);
  again = dect_store_read_bytes (first, &error);
  g_assert_no_error (error);
  second = dect_store_write_bytes (again, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
}

/* What is saved of a damaged file can be written; of a file that is whole nothing is lost. */
void
dect_fuzz_salvage (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DectSalvage) salvage = dect_salvage_bytes (bytes, NULL);
  g_autoptr (DectSnapshot) whole = dect_store_read_bytes (bytes, NULL);

  g_assert_true (salvage != NULL || whole == NULL);
  if (salvage == NULL)
    return;
  check_site (salvage->site);
  g_assert_cmpuint (salvage->lost->len, <=, DECT_SALVAGE_MAX_LOST);
  if (whole != NULL)
    {
      g_autoptr (GBytes) first = dect_store_to_json_bytes (whole, NULL);
      g_autoptr (GBytes) second = dect_store_to_json_bytes (salvage->site, NULL);

      dect_fuzz_assert_equal (first, second, "a file that is whole");
    }
}

void
dect_fuzz_secrets (const guint8 *data, gsize size)
{
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (DectSecrets) again = dect_secrets_new ();
  g_autofree char *text = dect_fuzz_text (data, size);
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  if (!dect_secrets_scope_from_text (secrets, DECT_SECRETS_SITE, text, NULL))
    return;
  written = dect_secrets_scope_to_text (secrets, DECT_SECRETS_SITE);
  if (written == NULL)
    return;
  dect_secrets_scope_from_text (again, DECT_SECRETS_SITE, written, &error);
  g_assert_no_error (error);
  g_assert_true (dect_secrets_equal (secrets, again));
}
