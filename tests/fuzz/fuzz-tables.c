/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include "store/dect-csv-export.h"
#include "store/dect-csv-import.h"
#include "store/dect-paste.h"

/* The first byte says which table it is; the files of the corpus begin with a letter for that. */
static DectKind
choose_kind (guint8 byte)
{
  return DECT_KIND_BUILDING + (byte - 'a' + 256u) % (DECT_N_KINDS - DECT_KIND_BUILDING);
}

/* What is exported of the site and imported again changes nothing. */
static void
check_site (DectSite *site)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (GError) error = NULL;

  for (DectKind kind = DECT_KIND_BUILDING; kind < DECT_N_KINDS; kind++)
    {
      g_autoptr (GBytes) csv = dect_csv_export (snapshot, kind);
      g_autoptr (DectCsvReport) report = NULL;
      DectCsvInput input = { .kind = kind, .bytes = csv, .name = "again.csv" };

      if (csv == NULL)
        continue;
      report = dect_csv_plan (snapshot, &input, 1, &error);
      g_assert_no_error (error);
      if (dect_csv_report_has_changes (report))
        g_error ("its own export would change the site:\n%s",
                 (const char *) g_bytes_get_data (csv, NULL));
    }
}

static void
apply (DectSite *site, DectCsvReport *report)
{
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (GError) error = NULL;

  dect_csv_apply (report, site, secrets, &error);
  g_assert_no_error (error);
  check_site (site);
}

void
dect_fuzz_csv (const guint8 *data, gsize size)
{
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (dect_fuzz_site ());
  g_autoptr (GBytes) bytes = size > 0 ? g_bytes_new (data + 1, size - 1) : NULL;

  if (bytes == NULL)
    return;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
      DectCsvInput input = { .kind = choose_kind (data[0]), .bytes = bytes, .name = "table.csv" };
      g_autoptr (DectCsvReport) report = dect_csv_plan (snapshot, &input, 1, NULL);

      if (report == NULL)
        return;
      if (i == 0)
        apply (site, report);
      else if (dect_csv_report_has_changes (report))
        g_error ("the same file once more would change the site");
    }
}

void
dect_fuzz_paste (const guint8 *data, gsize size)
{
  static const DectKind kinds[] = { DECT_KIND_RFP, DECT_KIND_HANDSET };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DectPaste) paste = dect_paste_new (bytes, NULL, NULL);

  if (paste == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (DectSite) site = dect_site_new_from_snapshot (dect_fuzz_site ());
      g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
      gboolean has_header = dect_paste_has_header (paste, kinds[i]);
      g_autoptr (GPtrArray) columns = dect_paste_guess (paste, kinds[i], has_header, NULL);
      g_autoptr (DectCsvReport) report = NULL;

      g_assert_cmpuint (columns->len, ==, dect_paste_get_n_columns (paste));
      report = dect_paste_plan (paste, snapshot, kinds[i], columns, has_header, NULL, NULL, NULL,
                                NULL, NULL);
      if (report != NULL)
        apply (site, report);
    }
}
