/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-floor-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "canvas/dect-plan-texture.h"

#define THUMBNAIL_PX 88

struct _DectFloorRow
{
  GtkListBoxRow parent_instance;
  DectDocument *document;
  guint32 floor;
  GtkWidget *picture;
  GtkWidget *name_label;
  GtkWidget *count_label;
  GtkWidget *dot;
  GCancellable *cancellable;
  char *shown; /* image and page of the thumbnail */
};

G_DEFINE_FINAL_TYPE (DectFloorRow, dect_floor_row, GTK_TYPE_LIST_BOX_ROW)

static void
thumbnail_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlanTexture) texture = dect_plan_texture_new_finish (result, &error);
  DectFloorRow *self = user_data;

  /* Cancelled: the row may be gone. A damaged image is told by the canvas. */
  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture->texture));
}

static void
update_thumbnail (DectFloorRow *self, const DectFloor *floor)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *name = floor->plan != NULL
                              ? g_strdup_printf ("%s#%d%d", floor->plan, floor->plan_page, dark)
                              : NULL;
  GBytes *bytes;

  if (!dect_set_str (&self->shown, name))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  bytes = dect_site_get_blob (dect_document_get_site (self->document), floor->plan);
  if (bytes != NULL)
    dect_plan_texture_new_async (bytes, floor->plan_page, 0, THUMBNAIL_PX, dark, self->cancellable,
                                 thumbnail_cb, self);
}

/* 0 no base stations, 1 all well, 2 a warning, 3 an error or not reached. */
static guint
rfp_state (DectAnalysis *analysis, guint32 id)
{
  gint index = analysis != NULL ? dect_snapshot_index (analysis->snapshot, id) : -1;
  const DectChainNode *node;
  guint state = 1;

  if (index < 0)
    return 1;
  node = dect_chain_get_node (analysis->chain, index);
  if (node->component >= 0 && node->level < 0)
    return 3;
  for (guint i = 0; i < analysis->findings->len; i++)
    {
      const DectFinding *finding = g_ptr_array_index (analysis->findings, i);
      guint n_objects;
      const guint32 *objects = dect_finding_get_objects (finding, &n_objects);

      if (n_objects > 0 && objects[0] == id && !dect_finding_is_accepted (finding))
        state = MAX (state, dect_finding_get_severity (finding) == DECT_SEVERITY_ERROR ? 3u : 2u);
    }
  return state;
}

static void
update_state (DectFloorRow *self, guint state)
{
  static const char *const classes[] = { "dim-label", "success", "warning", "error" };
  const char *const words[] = { "", _("All well"), _("Warnings"), _("Errors") };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (i == state)
      gtk_widget_add_css_class (self->dot, classes[i]);
    else
      gtk_widget_remove_css_class (self->dot, classes[i]);
  gtk_widget_set_visible (self->dot, state > 0);
  gtk_widget_set_tooltip_text (self->dot, words[state]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words[state], -1);
}

void
dect_floor_row_update (DectFloorRow *self)
{
  DectSite *site;
  const DectRecord *record;
  GListModel *rfps;
  guint n = 0, state = 0;
  g_autofree char *count = NULL;
  const char *name;

  g_return_if_fail (DECT_IS_FLOOR_ROW (self));

  site = dect_document_get_site (self->document);
  record = dect_site_find_record (site, self->floor);
  if (record == NULL)
    return;
  rfps = dect_site_list (site, DECT_KIND_RFP);
  for (guint i = 0; i < g_list_model_get_n_items (rfps); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);
      const DectRfp *rfp = DECT_RFP (dect_item_get_record (item));

      if (!dect_rfp_is_placed (rfp) || rfp->floor != self->floor)
        continue;
      n++;
      state = MAX (
          state, rfp_state (dect_document_get_analysis (self->document), dect_item_get_id (item)));
    }
  name = DECT_FLOOR (record)->name != NULL ? DECT_FLOOR (record)->name : _("Floor without a name");
  count = g_strdup_printf (ngettext ("%u base station", "%u base stations", n), n);
  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->count_label), count);
  update_state (self, state);
  update_thumbnail (self, DECT_FLOOR (record));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, count, -1);
}

static void
dect_floor_row_dispose (GObject *object)
{
  DectFloorRow *self = DECT_FLOOR_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (dect_floor_row_parent_class)->dispose (object);
}

static void
dect_floor_row_class_init (DectFloorRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_floor_row_dispose;
}

static GtkWidget *
make_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* A picture asks for the size of its image; rows are alike. */
static GtkWidget *
clamp (GtkWidget *child, GtkOrientation orientation, gint size)
{
  GtkWidget *self = adw_clamp_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), orientation);
  adw_clamp_set_maximum_size (ADW_CLAMP (self), size);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self), size);
  adw_clamp_set_child (ADW_CLAMP (self), child);
  return self;
}

static void
dect_floor_row_init (DectFloorRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *frame;

  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_CONTAIN);
  frame
      = clamp (clamp (self->picture, GTK_ORIENTATION_VERTICAL, 32), GTK_ORIENTATION_HORIZONTAL, 44);
  gtk_widget_set_size_request (frame, 44, 32);
  gtk_widget_set_valign (frame, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->picture, "thumbnail");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  self->name_label = make_label (words, NULL);
  self->count_label = make_label (words, "caption");
  self->dot = gtk_image_new_from_icon_name ("dect-dot-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (self->dot), 11);
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), self->dot);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
dect_floor_row_new (DectDocument *document, guint32 floor)
{
  DectFloorRow *self = g_object_new (DECT_TYPE_FLOOR_ROW, NULL);

  self->document = g_object_ref (document);
  self->floor = floor;
  dect_floor_row_update (self);
  return GTK_WIDGET (self);
}

guint32
dect_floor_row_get_floor (DectFloorRow *self)
{
  g_return_val_if_fail (DECT_IS_FLOOR_ROW (self), 0);

  return self->floor;
}
