/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-flow.h"

#include "model/dect-i18n.h"
#include "model/dect-locale.h"

#include <math.h>

/* A switch whose head and first rows would be torn apart begins on the next page. */
#define TOGETHER_MM 30.0
#define GAP_MM 4.0

static int
compare_ports (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DectRfp *x = dect_snapshot_rfp (user_data, *(const guint *) a);
  const DectRfp *y = dect_snapshot_rfp (user_data, *(const guint *) b);
  gint port_x = x->port == DECT_UNSET ? G_MAXINT : x->port;
  gint port_y = y->port == DECT_UNSET ? G_MAXINT : y->port;

  return (port_x > port_y) - (port_x < port_y);
}

/* The RFPs that a switch feeds (0: no switch), by port; on one port, or on none, by number: GLib's
 * sort is a stable one. */
static GArray *
collect (DectSnapshot *snapshot, guint32 lan_switch)
{
  g_autoptr (GArray) all = dect_sheet_rfps_all (snapshot);
  GArray *rfps = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < all->len; i++)
    {
      guint index = g_array_index (all, guint, i);

      if (dect_snapshot_rfp (snapshot, index)->network_switch == lan_switch)
        g_array_append_val (rfps, index);
    }
  if (lan_switch != 0)
    g_array_sort_with_data (rfps, compare_ports, snapshot);
  return rfps;
}

/* The place of a switch is words, not a point on a plan: how long a cable gets nobody can say from
 * it, so a length that was not entered is a field to fill in. */
static void
add_row (DectSheetTable *table, const DectSheetSite *site, guint index)
{
  const DectRfp *rfp = dect_snapshot_rfp (site->snapshot, index);
  const DectFloor *floor = dect_snapshot_find_floor (site->snapshot, rfp->floor);
  g_autofree char *port = rfp->port != DECT_UNSET ? g_strdup_printf ("%d", rfp->port) : NULL;
  g_autofree char *mac = dect_sheet_mac_text (rfp);
  g_autofree char *length
      = isfinite (rfp->cable_m) ? dect_locale_dup_number (rfp->cable_m, 1) : NULL;
  g_autofree char *title = floor != NULL ? dect_sheet_floor_title (site->snapshot, floor) : NULL;
  const DectCell cells[] = {
    { port },
    { site->labels[index] },
    { dect_sheet_place_text (rfp), title },
    { mac },
    { NULL },
    { length },
    { NULL },
  };

  dect_sheet_table_add (table, cells);
}

static DectSheetTable *
make_table (const DectSheetSite *site, GArray *rfps)
{
  const DectColumn columns[] = {
    { _("Port"), DECT_COLUMN_STRONG, 11, 0, NULL },
    { C_("base station", "No."), DECT_COLUMN_STRONG, 11, 0, NULL },
    /* so wide that the columns of all switches stand below each other */
    { _("Place"), DECT_COLUMN_TEXT, 62, 3, NULL },
    { _("MAC"), DECT_COLUMN_MONO, 33, 0.5, NULL },
    { _("Outlet"), DECT_COLUMN_BLANK, 24, 1, NULL },
    { _("Length, m"), DECT_COLUMN_BLANK, 20, 0.5, NULL },
    { _("Patched"), DECT_COLUMN_CHECK, 16, 0, NULL },
  };
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < rfps->len; i++)
    add_row (table, site, g_array_index (rfps, guint, i));
  return table;
}

/* Sum of the lengths that are known; @n: of so many cables. */
static double
sum_lengths (DectSnapshot *snapshot, GArray *rfps, guint *n)
{
  double sum_m = 0;

  *n = 0;
  for (guint i = 0; i < rfps->len; i++)
    {
      double length_m = dect_snapshot_rfp (snapshot, g_array_index (rfps, guint, i))->cable_m;

      if (!isfinite (length_m))
        continue;
      sum_m += length_m;
      (*n)++;
    }
  return sum_m;
}

static char *
describe_lengths (DectSnapshot *snapshot, GArray *rfps)
{
  guint n;
  double sum_m = sum_lengths (snapshot, rfps, &n);
  g_autofree char *length = dect_sheet_length_text (sum_m, 1);

  if (n == 0)
    return NULL;
  if (n == rfps->len)
    /* Translators: the sum of the lengths of a switch's cables: 123.5 m */
    return g_strdup_printf (_("cables %s"), length);
  /* Translators: a length (123.5 m), how many cables it is of, how many there are */
  return g_strdup_printf (_("cables %s (%u of %u)"), length, n, rfps->len);
}

static gboolean
is_any_length_missing (DectSnapshot *snapshot)
{
  g_autoptr (GArray) all = dect_sheet_rfps_all (snapshot);
  guint n;

  sum_lengths (snapshot, all, &n);
  return n < all->len;
}

static void
append (GString *text, char *part)
{
  if (part != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
  g_free (part);
}

static char *
describe (DectSnapshot *snapshot, const DectSwitch *lan_switch, GArray *rfps)
{
  GString *text = g_string_new (NULL);

  append (text, g_strdup (lan_switch->location));
  append (text, g_strdup (lan_switch->riser));
  append (text, lan_switch->ports != DECT_UNSET ? g_strdup_printf (
                    ngettext ("%d port", "%d ports", lan_switch->ports), lan_switch->ports)
                                                : NULL);
  append (text,
          g_strdup_printf (ngettext ("%u base station", "%u base stations", rfps->len), rfps->len));
  append (text, describe_lengths (snapshot, rfps));
  return g_string_free (text, FALSE);
}

static void
add_switch (DectSheets *self, const char *name, const char *note, GArray *rfps, DectFlow *flow)
{
  DectSheetTable *table = make_table (&self->site, rfps);

  dect_flow_need (flow, TOGETHER_MM);
  dect_flow_heading (flow, name, note);
  dect_flow_table (flow, table);
  dect_flow_space (flow, GAP_MM);
}

gboolean
dect_sheets_add_cables (DectSheets *self,
                        DectTextContext *context,
                        GCancellable *cancellable,
                        GError **error)
{
  DectSnapshot *snapshot = self->site.snapshot;
  guint n_switches = dect_snapshot_count (snapshot, DECT_KIND_SWITCH);
  g_autoptr (GArray) loose = collect (snapshot, 0);
  DectSheetHead head;
  DectFlow flow;

  if (dect_snapshot_count (snapshot, DECT_KIND_RFP) == 0)
    return TRUE;

  dect_sheet_head_init (&head, &self->site, g_strdup (_("Cables")),
                        g_strdup (_("Switch ports and the base stations on them")));
  if (is_any_length_missing (snapshot))
    head.hint = g_strdup (_("Enter the length of each cable when it is measured: the plan does "
                             "not know where it runs."));
  dect_flow_begin (&flow, self, context, DECT_SHEET_CABLES, &head);
  dect_sheet_head_clear (&head);
  for (guint i = 0; i < n_switches; i++)
    {
      const DectSwitch *lan_switch = dect_snapshot_switch (snapshot, i);
      g_autoptr (GArray) rfps = collect (snapshot, lan_switch->head.id);
      g_autofree char *note = describe (snapshot, lan_switch, rfps);

      if (rfps->len > 0)
        add_switch (self, lan_switch->name != NULL ? lan_switch->name : _("Switch"), note, rfps,
                    &flow);
    }
  if (loose->len > 0)
    add_switch (self, _("Without a switch"), NULL, loose, &flow);

  return dect_sheets_check (self, 0.3, cancellable, error);
}
