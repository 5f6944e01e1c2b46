/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-many-inspector.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-field-row.h"

/* What can be said of several things of a kind at once: never what only one can have. */
static const struct
{
  DectKind kind;
  const char *title; /* nullable */
  const char *fields[12];
} groups[] = {
  { DECT_KIND_RFP, N_("Base stations"), { "model", "role", "firmware", "reflective", "dect_on" } },
  { DECT_KIND_RFP, N_("Place"), { "room", "mount_m", "azimuth_deg", "compartment" } },
  { DECT_KIND_RFP, N_("Network"), { "switch", "local_config" } },
  { DECT_KIND_RFP, N_("Radio"), { "cluster", "paging_area", "omm_site", "power_mw" } },
  { DECT_KIND_RFP,
    N_("WLAN"),
    { "wlan_on", "wlan_profile", "wlan_antenna", "wlan_channel", "wlan_power" } },
  { DECT_KIND_RFP, NULL, { "notes" } },
  { DECT_KIND_WALL, N_("Walls"), { "material" } },
  { DECT_KIND_OPENING, N_("Openings"), { "kind" } },
  { DECT_KIND_ZONE, N_("Zones"), { "kind", "traffic_e" } },
};

struct _DectManyInspector
{
  AdwBin parent_instance;
  GtkLabel *title;
  GtkWidget *groups[G_N_ELEMENTS (groups)];
  GtkWidget *unplace;
};

G_DEFINE_FINAL_TYPE (DectManyInspector, dect_many_inspector, ADW_TYPE_BIN)

static char *
describe (gint kind, guint n)
{
  switch (kind)
    {
    case DECT_KIND_RFP:
      return g_strdup_printf (ngettext ("%u base station selected", "%u base stations selected", n),
                              n);
    case DECT_KIND_WALL:
      return g_strdup_printf (ngettext ("%u wall selected", "%u walls selected", n), n);
    default:
      return g_strdup_printf (ngettext ("%u thing selected", "%u things selected", n), n);
    }
}

static void
dect_many_inspector_class_init (DectManyInspectorClass *klass)
{
}

static void
dect_many_inspector_init (DectManyInspector *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *remove = gtk_button_new_with_mnemonic (_("_Remove"));

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->unplace = gtk_button_new_with_mnemonic (_("_Take off the plan"));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      self->groups[i] = dect_field_group_new (groups[i].title != NULL ? _(groups[i].title) : NULL,
                                              groups[i].kind, groups[i].fields);
      if (groups[i].title == NULL)
        dect_accessible_name_lists (self->groups[i], _("Notes"));
      gtk_box_append (GTK_BOX (box), self->groups[i]);
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->unplace), "canvas.unplace");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "canvas.delete");
  gtk_box_append (GTK_BOX (buttons), self->unplace);
  gtk_box_append (GTK_BOX (buttons), remove);
  gtk_box_append (GTK_BOX (box), buttons);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
dect_many_inspector_new (void)
{
  return g_object_new (DECT_TYPE_MANY_INSPECTOR, NULL);
}

void
dect_many_inspector_set_items (DectManyInspector *self,
                               DectDocument *document,
                               DectItem *const *items,
                               guint n_items)
{
  gint kind = n_items > 0 ? (gint) dect_item_get_kind (items[0]) : -1;
  g_autofree char *title = NULL;

  g_return_if_fail (DECT_IS_MANY_INSPECTOR (self));

  for (guint i = 1; i < n_items; i++)
    if ((gint) dect_item_get_kind (items[i]) != kind)
      kind = -1;
  title = describe (kind, n_items);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (self->unplace, kind == DECT_KIND_RFP);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      gboolean meant = (gint) groups[i].kind == kind;

      gtk_widget_set_visible (self->groups[i], meant);
      dect_field_rows_set_items (self->groups[i], meant ? document : NULL, items,
                                 meant ? n_items : 0);
    }
}
