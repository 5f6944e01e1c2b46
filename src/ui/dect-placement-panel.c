/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-placement-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-dialogs.h"
#include "dect-note.h"
#include "dect-panel.h"

struct _DectPlacementPanel
{
  AdwBin parent_instance;
  DectDocument *document;
  DectPlacement *placement;
  GtkWidget *box;
  GtkLabel *text;
  GtkWidget *discard;
  GtkWidget *apply;
  GtkWidget *content; /* made anew for each proposal */
};

G_DEFINE_FINAL_TYPE (DectPlacementPanel, dect_placement_panel, ADW_TYPE_BIN)

static guint closed_signal;

/* --- Figures -------------------------------------------------------------------------------------
 */

static GtkWidget *
group_new (const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  return group;
}

static void
add_figure (GtkWidget *group, const char *name, char *before, char *after)
{
  g_autofree char *was = before;
  g_autofree char *is = after;
  /* Translators: a figure before and after */
  g_autofree char *both
      = g_str_equal (was, is) ? g_strdup (is) : g_strdup_printf (_("%s → %s"), was, is);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             dect_panel_figure_row_new (name, both, NULL));
}

static void
add_count (GtkWidget *group, const char *name, guint before, guint after)
{
  if (before + after > 0)
    add_figure (group, name, g_strdup_printf ("%u", before), g_strdup_printf ("%u", after));
}

static void
add_share (GtkWidget *group, const char *name, double before, double after)
{
  add_figure (group, name,
              isnan (before) ? g_strdup ("–") : g_strdup_printf (_("%.1f %%"), before * 100),
              isnan (after) ? g_strdup ("–") : g_strdup_printf (_("%.1f %%"), after * 100));
}

static GtkWidget *
make_figures (DectPlacement *placement)
{
  const DectPlacementFigures *before = dect_placement_get_before (placement);
  const DectPlacementFigures *after = dect_placement_get_after (placement);
  GtkWidget *group = group_new (_("Before and after"));
  g_autofree char *reached
      = g_strdup_printf (_("Area with −%.0f dBm"), -dect_placement_get_target (placement));

  add_figure (group, _("Base stations"), g_strdup_printf ("%u", before->n_rfps),
              g_strdup_printf ("%u", after->n_rfps));
  add_share (group, reached, before->share, after->share);
  add_share (group, _("… after the worst failure"), before->worst_share, after->worst_share);
  add_count (group, _("Parts of the chain"), before->n_groups, after->n_groups);
  add_count (group, _("Cut base stations"), before->n_cuts, after->n_cuts);
  add_count (group, _("Single links"), before->n_single_links, after->n_single_links);
  add_count (group, _("With too few links"), before->n_thin, after->n_thin);
  add_count (group, _("Lost at the worst failure"), before->worst_lost, after->worst_lost);
  return group;
}

static GtkWidget *
make_zones (DectPlacementPanel *self)
{
  guint n_zones;
  const DectPlacementZone *zones = dect_placement_get_zones (self->placement, &n_zones);
  GtkWidget *group;

  if (n_zones == 0)
    return NULL;
  group = group_new (_("Traffic of the zones"));
  for (guint i = 0; i < n_zones; i++)
    {
      const DectRecord *zone
          = dect_site_find_record (dect_document_get_site (self->document), zones[i].zone);
      g_autofree char *title = zone != NULL ? dect_record_title (zone) : g_strdup (_("zone"));
      g_autofree char *figure
          = g_strdup_printf (_("%.1f of %.1f E"), zones[i].traffic_e, zones[i].capacity_e);
      g_autofree char *detail = g_strdup_printf (
          ngettext ("%u channel, %.1f %% of the calls find none free",
                    "%u channels, %.1f %% of the calls find none free", zones[i].n_channels),
          zones[i].n_channels, zones[i].blocking * 100);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 dect_panel_figure_row_new (title, figure, detail));
    }
  return group;
}

/* --- Base stations -------------------------------------------------------------------------------
 */

static const char *
act_label (DectPlacementAct act)
{
  switch (act)
    {
    case DECT_PLACEMENT_ADD:
      return _("new");
    case DECT_PLACEMENT_MOVE:
      return _("moved");
    default:
      return "";
    }
}

/* What is done comes first: that is what is looked for. */
static GtkWidget *
make_items (DectPlacementPanel *self)
{
  guint n_items;
  const DectPlacementItem *items = dect_placement_get_items (self->placement, &n_items);
  GtkWidget *group = group_new (_("Why each is there"));

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n_items; i++)
      {
        g_autofree char *title = NULL;

        if ((items[i].act == DECT_PLACEMENT_KEEP) != (pass == 1))
          continue;
        title = dect_record_title (DECT_RECORD (items[i].rfp));
        title[0] = g_ascii_toupper (title[0]);
        adw_preferences_group_add (
            ADW_PREFERENCES_GROUP (group),
            dect_panel_figure_row_new (title, act_label (items[i].act), items[i].reason));
      }
  return group;
}

/* --- Plan ----------------------------------------------------------------------------------------
 */

static DectPreview *
preview_new (DectPlacementPanel *self)
{
  g_autoptr (DectSnapshot) now = dect_site_snapshot (dect_document_get_site (self->document));
  DectPreview *preview = dect_preview_new (NULL);
  guint n_items;
  const DectPlacementItem *items = dect_placement_get_items (self->placement, &n_items);

  for (guint i = 0; i < n_items; i++)
    dect_preview_add_rfp (preview, dect_snapshot_find_rfp (now, items[i].rfp->head.id),
                          items[i].rfp);
  preview->snapshot = dect_placement_dup_snapshot (self->placement, now);
  return preview;
}

static void
append (DectPlacementPanel *self, GtkWidget *widget)
{
  if (widget != NULL)
    gtk_box_append (GTK_BOX (self->content), widget);
}

static void
fill (DectPlacementPanel *self)
{
  const char *const *notes = dect_placement_get_notes (self->placement);
  g_autoptr (DectPreview) preview = preview_new (self);
  GtkWidget *note;

  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_label_set_text (self->text, dect_placement_get_text (self->placement));
  for (guint i = 0; notes[i] != NULL; i++)
    {
      note = g_object_new (DECT_TYPE_NOTE, NULL);
      dect_note_set (DECT_NOTE (note),
                     dect_placement_is_reached (self->placement) ? DECT_NOTE_INFO
                                                                 : DECT_NOTE_WARNING,
                     notes[i]);
      append (self, note);
    }
  append (self, make_figures (self->placement));
  append (self, make_zones (self));
  if (dect_placement_get_after (self->placement)->n_rfps > 0)
    append (self, make_items (self));
  gtk_box_append (GTK_BOX (self->box), self->content);
  gtk_widget_set_visible (self->apply, !dect_placement_is_present (self->placement));
  gtk_button_set_label (GTK_BUTTON (self->discard), dect_placement_is_present (self->placement)
                                                        ? _("_Close")
                                                        : _("_Discard"));
  dect_document_set_preview (self->document, preview);
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
close_cb (DectPlacementPanel *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlacementPanel *self = DECT_PLACEMENT_PANEL (widget);
  g_autoptr (DectPlacement) placement = NULL;
  g_autoptr (DectDocument) document = NULL;

  if (self->placement == NULL)
    return;
  placement = dect_placement_ref (self->placement);
  document = g_object_ref (self->document);
  close_cb (self);
  if (dect_placement_apply (placement, dect_document_get_site (document)))
    dect_toast_undo (widget, "%s", dect_placement_get_label (placement));
  else
    dect_toast (widget, "%s",
                _("The plan has changed since this was worked out; nothing was placed."));
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  close_cb (DECT_PLACEMENT_PANEL (widget));
}

static void
dect_placement_panel_dispose (GObject *object)
{
  dect_placement_panel_set_placement (DECT_PLACEMENT_PANEL (object), NULL, NULL);
  G_OBJECT_CLASS (dect_placement_panel_parent_class)->dispose (object);
}

static void
dect_placement_panel_class_init (DectPlacementPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_placement_panel_dispose;
  closed_signal = g_signal_new ("closed", DECT_TYPE_PLACEMENT_PANEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "proposal.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "proposal.discard", NULL, discard_action);
}

static GtkWidget *
make_buttons (DectPlacementPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->discard = gtk_button_new_with_mnemonic (_("_Discard"));
  self->apply = gtk_button_new_with_mnemonic (_("_Apply"));
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_add_css_class (self->apply, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->discard), "proposal.discard");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->apply), "proposal.apply");
  gtk_box_append (GTK_BOX (box), self->discard);
  gtk_box_append (GTK_BOX (box), self->apply);
  return box;
}

static void
dect_placement_panel_init (DectPlacementPanel *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  self->text = GTK_LABEL (dect_panel_label_new (NULL, NULL));
  gtk_box_append (GTK_BOX (self->box),
                  dect_panel_head_new (_("Proposal"), G_CALLBACK (close_cb), self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (self->box), make_buttons (self));
  adw_bin_set_child (ADW_BIN (self), dect_panel_clamp_new (self->box));
}

GtkWidget *
dect_placement_panel_new (void)
{
  return g_object_new (DECT_TYPE_PLACEMENT_PANEL, NULL);
}

void
dect_placement_panel_set_placement (DectPlacementPanel *self,
                                    DectDocument *document,
                                    DectPlacement *placement)
{
  g_return_if_fail (DECT_IS_PLACEMENT_PANEL (self));
  g_return_if_fail (placement == NULL || DECT_IS_DOCUMENT (document));

  if (self->placement == placement)
    return;
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (dect_document_get_site (self->document), self);
      dect_document_set_preview (self->document, NULL);
    }
  if (self->content != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->content);
  self->content = NULL;
  g_clear_pointer (&self->placement, dect_placement_unref);
  g_clear_object (&self->document);
  if (placement == NULL)
    return;
  self->document = g_object_ref (document);
  self->placement = dect_placement_ref (placement);
  /* What was worked out is for the plan as it was. */
  g_signal_connect_object (dect_document_get_site (document), "notify::generation",
                           G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  fill (self);
}
