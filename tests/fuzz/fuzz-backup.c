/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include "omm/dect-omm-backup.h"
#include "omm/dect-omm-compare.h"
#include "omm/dect-omm-takeover.h"

/* What was taken of a backup can be compared with any plan, and taken over; the second time there
 * is nothing left to take. */
void
dect_fuzz_backup (const guint8 *data, gsize size)
{
  const char *text = size > 0 ? (const char *) data : "";
  g_autoptr (DectOmmBackup) backup = dect_omm_backup_read (text, size, NULL);
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectOmmReport) report = NULL;
  g_autoptr (JsonNode) json = NULL;

  dect_omm_backup_recognise (text, size);
  if (backup == NULL)
    return;
  for (guint i = 0; i < backup->problems->len; i++)
    {
      const DectOmmProblem *problem = g_ptr_array_index (backup->problems, i);

      g_assert_true (problem->text != NULL && g_utf8_validate (problem->text, -1, NULL));
    }
  report = dect_omm_system_compare (dect_fuzz_site (), NULL, backup->system, NULL);
  json = dect_omm_report_to_json (report);
  g_assert_nonnull (json);
  site = dect_site_new_from_snapshot (dect_fuzz_site ());
  dect_omm_system_take_over (backup->system, site, NULL);
  g_assert_false (dect_omm_system_take_over (backup->system, site, NULL));
}
