/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Handsets: IPEI and number. */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include "check/dect-check-private.h"
#include "model/dect-i18n.h"
#include "model/dect-ipei.h"

void
dect_check_ipei_missing (DectCheck *check)
{
  for (guint i = 0; i < check->n_handsets; i++)
    {
      g_autofree char *title = NULL;

      if (DECT_HANDSET (check->handsets[i])->ipei != NULL)
        continue;
      title = dect_record_title (check->handsets[i]);
      dect_check_report (check, &check->handsets[i]->id, 1,
                         _("%s has no IPEI, so the PBX cannot know it: scan or type the one under "
                            "its battery."),
                         title);
    }
}

void
dect_check_ipei_invalid (DectCheck *check)
{
  for (guint i = 0; i < check->n_handsets; i++)
    {
      const char *text = DECT_HANDSET (check->handsets[i])->ipei;
      g_autoptr (GError) error = NULL;
      g_autofree char *title = NULL;
      DectIpei ipei;

      if (text == NULL || dect_ipei_parse (text, &ipei, &error))
        continue;
      title = dect_record_title (check->handsets[i]);
      dect_check_report (check, &check->handsets[i]->id, 1,
                         _("The IPEI of %s, “%s”, is wrong: %s"), title, text, error->message);
    }
}

static char *
ipei_key (DectCheck *check, const DectRecord *record)
{
  const char *text = DECT_HANDSET (record)->ipei;
  DectIpei ipei;

  return text != NULL && dect_ipei_parse (text, &ipei, NULL) ? dect_ipei_to_display (&ipei) : NULL;
}

void
dect_check_ipei_duplicate (DectCheck *check)
{
  g_autoptr (GPtrArray) groups = dect_check_find_duplicates (check, DECT_KIND_HANDSET, ipei_key);

  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *group = g_ptr_array_index (groups, i);
      const guint32 *ids = &g_array_index (group, guint32, 0);
      g_autofree char *titles = dect_check_titles (check, ids, group->len);
      g_autofree char *ipei = ipei_key (check, dect_snapshot_find (check->snapshot, ids[0]));

      dect_check_report (check, ids, group->len,
                         _("The IPEI %s stands at %s: correct all but one."), ipei, titles);
    }
}

static char *
number_key (DectCheck *check, const DectRecord *record)
{
  return g_strdup (DECT_HANDSET (record)->number);
}

void
dect_check_number_duplicate (DectCheck *check)
{
  g_autoptr (GPtrArray) groups = dect_check_find_duplicates (check, DECT_KIND_HANDSET, number_key);

  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *group = g_ptr_array_index (groups, i);
      const guint32 *ids = &g_array_index (group, guint32, 0);
      g_autofree char *titles = dect_check_titles (check, ids, group->len);

      dect_check_report (
          check, ids, group->len, _("The number %s stands at %s: give each handset its own."),
          DECT_HANDSET (dect_snapshot_find (check->snapshot, ids[0]))->number, titles);
    }
}
