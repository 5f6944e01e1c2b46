/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-report.h"

#include "model/dect-i18n.h"
#include "model/dect-ipv4.h"
#include "model/dect-natural.h"

#include <string.h>

#define SECTION_GAP_MM 6.0

/* How many there are of each model. */
typedef struct
{
  const char *name;
  guint n;
} Count;

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *x = a, *y = b;

  return g_strcmp0 (x->name, y->name);
}

static void
count (GArray *counts, const char *name)
{
  Count one = { name, 1 };

  for (guint i = 0; i < counts->len; i++)
    if (g_strcmp0 (g_array_index (counts, Count, i).name, name) == 0)
      {
        g_array_index (counts, Count, i).n++;
        return;
      }
  g_array_append_val (counts, one);
}

static void
add_counts (DectSheetTable *table, const char *what, GArray *counts)
{
  g_array_sort (counts, compare_counts);
  for (guint i = 0; i < counts->len; i++)
    {
      const Count *one = &g_array_index (counts, Count, i);
      g_autofree char *number = g_strdup_printf ("%u", one->n);
      const DectCell cells[]
          = { { number }, { what }, { one->name != NULL ? one->name : _("model not stated") } };

      dect_sheet_table_add (table, cells);
    }
}

static void
add_switches (DectSheetTable *table, DectSnapshot *snapshot)
{
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_SWITCH); i++)
    {
      const DectSwitch *lan_switch = dect_snapshot_switch (snapshot, i);
      g_autofree char *name
          = lan_switch->location != NULL && lan_switch->name != NULL
                ? g_strdup_printf ("%s · %s", lan_switch->name, lan_switch->location)
                : g_strdup (lan_switch->name != NULL ? lan_switch->name : lan_switch->location);

      dect_sheet_table_add (table, (const DectCell[]){ { "1" }, { _("Switch") }, { name } });
    }
}

static void
add_equipment (DectSheets *self, DectFlow *flow)
{
  const DectColumn columns[] = {
    { _("Count"), DECT_COLUMN_STRONG, 14, 0, NULL },
    { _("What"), DECT_COLUMN_TEXT, 34, 0, NULL },
    { _("Model"), DECT_COLUMN_TEXT, 40, 1, NULL },
  };
  DectSnapshot *snapshot = self->site.snapshot;
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GArray) rfps = g_array_new (FALSE, FALSE, sizeof (Count));
  g_autoptr (GArray) handsets = g_array_new (FALSE, FALSE, sizeof (Count));

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    count (rfps, dect_sheet_model_text (dect_snapshot_rfp (snapshot, i)));
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_HANDSET); i++)
    count (handsets, dect_snapshot_handset (snapshot, i)->model);
  add_counts (table, _("Base station"), rfps);
  add_counts (table, _("Handset"), handsets);
  add_switches (table, snapshot);

  dect_flow_heading (flow, _("Equipment"), NULL);
  dect_flow_table (flow, table);
}

static int
compare_addresses (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DectRfp *x = dect_snapshot_rfp (user_data, *(const guint *) a);
  const DectRfp *y = dect_snapshot_rfp (user_data, *(const guint *) b);
  int order;

  if ((x->target_ip == NULL) != (y->target_ip == NULL))
    return x->target_ip == NULL ? 1 : -1;
  order = x->target_ip != NULL ? dect_natural_compare (x->target_ip, y->target_ip) : 0;
  return order != 0 ? order : *(const guint *) a < *(const guint *) b ? -1 : 1;
}

static void
add_fact (DectSheetTable *table, const char *what, const char *value)
{
  const DectCell cells[] = { { what }, { value } };

  if (value != NULL && value[0] != '\0')
    dect_sheet_table_add (table, cells);
}

static void
add_network (DectSheets *self, DectFlow *flow)
{
  const DectColumn columns[]
      = { { "", DECT_COLUMN_TEXT, 40, 0, NULL }, { "", DECT_COLUMN_STRONG, 60, 1, NULL } };
  const DectSiteInfo *info = dect_snapshot_get_info (self->site.snapshot);
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));

  add_fact (table, _("Netmask"), info->netmask);
  add_fact (table, _("OMM address"), info->omm_address);
  add_fact (table, _("PARK"), info->park);
  add_fact (table, _("SIP registrar"), info->sip_registrar);
  add_fact (table, _("SIP proxy"), info->sip_proxy);
  if (dect_sheet_table_count (table) > 0)
    {
      dect_flow_table (flow, table);
      dect_flow_space (flow, 3);
    }
  else
    dect_sheet_table_free (table);
}

static void
add_addresses (DectSheets *self, DectFlow *flow)
{
  const DectColumn columns[] = {
    { _("IP"), DECT_COLUMN_STRONG, 24, 0.5, NULL },
    { C_("base station", "No."), DECT_COLUMN_STRONG, 10, 0, NULL },
    { _("Name"), DECT_COLUMN_TEXT, 36, 2, NULL },
    { _("MAC"), DECT_COLUMN_MONO, 33, 0.5, NULL },
    { _("Role"), DECT_COLUMN_TEXT, 18, 0.5, NULL },
    { _("Switch"), DECT_COLUMN_TEXT, 20, 1, NULL },
  };
  DectSnapshot *snapshot = self->site.snapshot;
  g_autoptr (GArray) rfps = dect_sheet_rfps_all (snapshot);
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));

  g_array_sort_with_data (rfps, compare_addresses, snapshot);
  for (guint i = 0; i < rfps->len; i++)
    {
      guint index = g_array_index (rfps, guint, i);
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, index);
      g_autofree char *mac = dect_sheet_mac_text (rfp);
      g_autofree char *port = dect_sheet_switch_text (snapshot, rfp);
      const DectCell cells[] = {
        { rfp->target_ip },
        { self->site.labels[index] },
        { rfp->name },
        { mac },
        { dect_sheet_role_text (rfp) },
        { port },
      };

      dect_sheet_table_add (table, cells);
    }

  dect_flow_space (flow, SECTION_GAP_MM);
  dect_flow_heading (flow, _("Addresses"), NULL);
  add_network (self, flow);
  if (rfps->len > 0)
    dect_flow_table (flow, table);
  else
    dect_sheet_table_free (table);
}

void
dect_report_add_lists (DectSheets *self, DectTextContext *context)
{
  DectSheetHead head;
  DectFlow flow;

  dect_report_head (self, &head, g_strdup (_("Equipment and addresses")));
  dect_flow_begin (&flow, self, context, DECT_SHEET_REPORT, &head);
  dect_sheet_head_clear (&head);
  add_equipment (self, &flow);
  add_addresses (self, &flow);
}
