/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-inspector.h"

#include <glib/gi18n.h>

#include "dect-floor-inspector.h"
#include "dect-many-inspector.h"
#include "dect-part-inspector.h"
#include "dect-placement-panel.h"
#include "dect-repair-panel.h"
#include "dect-rfp-inspector.h"
#include "dect-survey-inspector.h"
#include "dect-zone-inspector.h"

struct _DectInspector
{
  AdwBin parent_instance;
  DectDocument *document;
  GtkWidget *box; /* of which one child is seen */
  DectRfpInspector *rfp;
  DectZoneInspector *zone;
  DectFloorInspector *floor;
  DectPartInspector *part;
  DectManyInspector *many;
  DectSurveyInspector *survey;
  GtkWidget *panel; /* not owned: it stands in the box; %NULL: what is selected is shown */
  DectRepairPanel *repairs;
  DectPlacementPanel *placement;
};

G_DEFINE_FINAL_TYPE (DectInspector, dect_inspector, ADW_TYPE_BIN)

/* A GtkStack of unequal heights asks its children for their width at their least height, which is
 * that of text in one line. */
static void
show_only (DectInspector *self, GtkWidget *shown)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == shown);
}

static guint panel_closed_signal;

static void
show_many (DectInspector *self)
{
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (items, dect_site_find (dect_document_get_site (self->document), ids[i]));
  dect_many_inspector_set_items (self->many, self->document, (DectItem *const *) items->pdata,
                                 items->len);
  show_only (self, GTK_WIDGET (self->many));
}

static void
update (DectInspector *self)
{
  DectItem *selected;
  guint n = 0;

  if (self->document == NULL || self->panel != NULL)
    return;
  dect_document_get_selection (self->document, &n);
  selected = dect_document_get_selected (self->document);
  if (selected != NULL && dect_item_get_kind (selected) == DECT_KIND_RFP)
    {
      dect_rfp_inspector_set_item (self->rfp, self->document, selected);
      show_only (self, GTK_WIDGET (self->rfp));
    }
  else if (selected != NULL && dect_item_get_kind (selected) == DECT_KIND_ZONE)
    {
      dect_zone_inspector_set_item (self->zone, self->document, selected);
      show_only (self, GTK_WIDGET (self->zone));
    }
  else if (selected != NULL && dect_part_inspector_shows (dect_item_get_kind (selected)))
    {
      dect_part_inspector_set_item (self->part, self->document, selected);
      show_only (self, GTK_WIDGET (self->part));
    }
  else if (n > 0 && dect_survey_inspector_set_document (self->survey, self->document))
    show_only (self, GTK_WIDGET (self->survey));
  else if (n > 1)
    show_many (self);
  else
    {
      guint32 floor = dect_document_get_floor (self->document);

      dect_floor_inspector_set_floor (self->floor, self->document, floor);
      show_only (self, floor != 0 ? GTK_WIDGET (self->floor) : NULL);
    }
}

static void
dect_inspector_dispose (GObject *object)
{
  dect_inspector_set_document (DECT_INSPECTOR (object), NULL);
  G_OBJECT_CLASS (dect_inspector_parent_class)->dispose (object);
}

static void
dect_inspector_class_init (DectInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_inspector_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "inspector");
  panel_closed_signal = g_signal_new ("panel-closed", DECT_TYPE_INSPECTOR, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dect_inspector_init (DectInspector *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->rfp = DECT_RFP_INSPECTOR (dect_rfp_inspector_new ());
  self->zone = DECT_ZONE_INSPECTOR (dect_zone_inspector_new ());
  self->floor = DECT_FLOOR_INSPECTOR (dect_floor_inspector_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->floor));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->rfp));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->zone));
  self->part = DECT_PART_INSPECTOR (dect_part_inspector_new ());
  self->many = DECT_MANY_INSPECTOR (dect_many_inspector_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->part));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->many));
  self->survey = DECT_SURVEY_INSPECTOR (dect_survey_inspector_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->survey));
  self->repairs = DECT_REPAIR_PANEL (dect_repair_panel_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->repairs));
  g_signal_connect_object (self->repairs, "closed", G_CALLBACK (dect_inspector_close_panel), self,
                           G_CONNECT_SWAPPED);
  self->placement = DECT_PLACEMENT_PANEL (dect_placement_panel_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->placement));
  g_signal_connect_object (self->placement, "closed", G_CALLBACK (dect_inspector_close_panel), self,
                           G_CONNECT_SWAPPED);
  show_only (self, GTK_WIDGET (self->floor));
  adw_bin_set_child (ADW_BIN (self), self->box);
}

void
dect_inspector_set_document (DectInspector *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_INSPECTOR (self));

  if (self->document == document)
    return;
  dect_inspector_close_panel (self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->document, document);
  dect_rfp_inspector_set_item (self->rfp, document, NULL);
  dect_zone_inspector_set_item (self->zone, document, NULL);
  dect_part_inspector_set_item (self->part, document, NULL);
  dect_many_inspector_set_items (self->many, document, NULL, 0);
  dect_survey_inspector_set_document (self->survey, NULL);
  dect_floor_inspector_set_floor (self->floor, document, 0);
  if (document == NULL)
    return;
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::floor", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
show_panel (DectInspector *self, GtkWidget *panel)
{
  self->panel = panel;
  show_only (self, panel);
  gtk_widget_child_focus (panel, GTK_DIR_TAB_FORWARD);
}

void
dect_inspector_show_repairs (DectInspector *self, DectFixer *fixer)
{
  g_return_if_fail (DECT_IS_INSPECTOR (self));
  g_return_if_fail (DECT_IS_FIXER (fixer));

  dect_inspector_close_panel (self);
  dect_repair_panel_set_fixer (self->repairs, fixer);
  show_panel (self, GTK_WIDGET (self->repairs));
}

void
dect_inspector_show_placement (DectInspector *self, DectPlacement *placement)
{
  g_return_if_fail (DECT_IS_INSPECTOR (self));
  g_return_if_fail (placement != NULL);
  g_return_if_fail (self->document != NULL);

  dect_inspector_close_panel (self);
  dect_placement_panel_set_placement (self->placement, self->document, placement);
  show_panel (self, GTK_WIDGET (self->placement));
}

gboolean
dect_inspector_close_panel (DectInspector *self)
{
  g_return_val_if_fail (DECT_IS_INSPECTOR (self), FALSE);

  if (self->panel == NULL)
    return FALSE;
  self->panel = NULL;
  dect_repair_panel_set_fixer (self->repairs, NULL);
  dect_placement_panel_set_placement (self->placement, NULL, NULL);
  update (self);
  g_signal_emit (self, panel_closed_signal, 0);
  return TRUE;
}

gboolean
dect_inspector_has_panel (DectInspector *self)
{
  g_return_val_if_fail (DECT_IS_INSPECTOR (self), FALSE);

  return self->panel != NULL;
}
