/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-tool-options.h"

#include <glib/gi18n.h>

#include "canvas/dect-shape-cursor.h"
#include "dect-length-spin.h"
#include "dect-material-picture.h"
#include "model/dect-wall-edit.h"

struct _DectToolOptions
{
  GtkWidget parent_instance;
  DectCanvas *canvas;
  GtkWidget *box;
  GtkLabel *hint;
  GtkDropDown *material;
  GtkDropDown *kind;
  GtkWidget *width_box;
  GtkSpinButton *width;
  GtkWidget *end;
  GPtrArray *materials; /* const DectMaterial, those of walls */
};

G_DEFINE_FINAL_TYPE (DectToolOptions, dect_tool_options, GTK_TYPE_WIDGET)

/* --- Materials -----------------------------------------------------------------------------------
 */

static void
setup_material_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DectToolOptions *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (NULL), *loss = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 12);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (loss, "dim-label");
  gtk_widget_add_css_class (loss, "numeric");
  gtk_box_append (GTK_BOX (box), dect_material_picture_new ());
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), loss);
  gtk_list_item_set_child (item, box);
}

static void
bind_material_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DectToolOptions *self)
{
  const DectMaterial *material
      = g_ptr_array_index (self->materials, gtk_list_item_get_position (item));
  GtkWidget *picture = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_next_sibling (picture);
  g_autofree char *loss = g_strdup_printf (_("%.1f dB"), material->loss_db);

  dect_material_picture_set (DECT_MATERIAL_PICTURE (picture), material);
  gtk_label_set_text (GTK_LABEL (name), dect_material_get_label (material));
  gtk_widget_set_tooltip_text (name, dect_material_get_label (material));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)), loss);
}

static void
material_chosen_cb (DectToolOptions *self)
{
  guint chosen = gtk_drop_down_get_selected (self->material);

  if (chosen < self->materials->len && self->canvas != NULL)
    g_object_set (self->canvas, "material",
                  ((const DectMaterial *) g_ptr_array_index (self->materials, chosen))->id, NULL);
}

static void
make_material (DectToolOptions *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  guint n;
  const DectMaterial *materials = dect_material_list (&n);

  for (guint i = 0; i < n; i++)
    if (materials[i].wall)
      {
        g_ptr_array_add (self->materials, (gpointer) &materials[i]);
        gtk_string_list_append (names, dect_material_get_label (&materials[i]));
      }
  self->material = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_material_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_material_cb), self, 0);
  gtk_drop_down_set_factory (self->material, factory);
  g_object_unref (factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->material), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Material of the wall"), -1);
  g_signal_connect_object (self->material, "notify::selected", G_CALLBACK (material_chosen_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
show_material (DectToolOptions *self)
{
  g_autofree char *id = NULL;

  g_object_get (self->canvas, "material", &id, NULL);
  for (guint i = 0; i < self->materials->len; i++)
    if (g_strcmp0 (((const DectMaterial *) g_ptr_array_index (self->materials, i))->id, id) == 0)
      gtk_drop_down_set_selected (self->material, i);
}

/* --- Openings ------------------------------------------------------------------------------------
 */

static void
kind_chosen_cb (DectToolOptions *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind);

  if (self->canvas == NULL || kind == GTK_INVALID_LIST_POSITION)
    return;
  g_object_set (self->canvas, "opening-kind", kind, NULL);
  gtk_widget_set_visible (self->width_box, !dect_opening_in_slab (kind));
}

static void
make_opening (DectToolOptions *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = DECT_OPENING_DOOR; i <= DECT_OPENING_STAIR; i++)
    gtk_string_list_append (names, dect_opening_label (i));
  self->kind = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kind), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Kind of opening"), -1);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (kind_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->width = GTK_SPIN_BUTTON (dect_length_spin_new (0.1, 20, 0.1));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->width), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Width of the opening"), -1);
  self->width_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->width_box), GTK_WIDGET (self->width));
}

/* --- Following the canvas ------------------------------------------------------------------------
 */

static void
update_hint (DectToolOptions *self)
{
  g_autofree char *hint = NULL;

  g_object_get (self->canvas, "hint", &hint, NULL);
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self), hint != NULL);
}

static void
update_tool (DectToolOptions *self)
{
  DectTool tool = dect_canvas_get_tool (self->canvas);

  gtk_widget_set_visible (GTK_WIDGET (self->material), tool == DECT_TOOL_WALL);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), tool == DECT_TOOL_OPENING);
  gtk_widget_set_visible (self->width_box,
                          tool == DECT_TOOL_OPENING
                              && !dect_opening_in_slab (gtk_drop_down_get_selected (self->kind)));
  update_hint (self);
}

static void
done_cb (DectToolOptions *self)
{
  dect_canvas_set_tool (self->canvas, DECT_TOOL_SELECT);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_tool_options_dispose (GObject *object)
{
  g_clear_pointer (&DECT_TOOL_OPTIONS (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (dect_tool_options_parent_class)->dispose (object);
}

static void
dect_tool_options_finalize (GObject *object)
{
  g_ptr_array_unref (DECT_TOOL_OPTIONS (object)->materials);
  G_OBJECT_CLASS (dect_tool_options_parent_class)->finalize (object);
}

static void
dect_tool_options_class_init (DectToolOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_tool_options_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_tool_options_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tooloptions");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dect_tool_options_init (DectToolOptions *self)
{
  GtkWidget *choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->materials = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_add_css_class (self->box, "tool-palette");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Tool in use"), -1);
  self->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_label_set_max_width_chars (self->hint, 46);
  gtk_label_set_justify (self->hint, GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_start (GTK_WIDGET (self->hint), 8);
  gtk_widget_set_margin_end (GTK_WIDGET (self->hint), 8);
  make_material (self);
  make_opening (self);
  self->end = gtk_button_new_with_mnemonic (_("D_one"));
  gtk_widget_set_tooltip_text (self->end, _("Back to selecting (Esc)"));
  g_signal_connect_object (self->end, "clicked", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_halign (choices, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (choices), GTK_WIDGET (self->material));
  gtk_box_append (GTK_BOX (choices), GTK_WIDGET (self->kind));
  gtk_box_append (GTK_BOX (choices), self->width_box);
  gtk_box_append (GTK_BOX (choices), self->end);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->hint));
  gtk_box_append (GTK_BOX (self->box), choices);
}

void
dect_tool_options_set_canvas (DectToolOptions *self, DectCanvas *canvas)
{
  g_return_if_fail (DECT_IS_TOOL_OPTIONS (self));
  g_return_if_fail (self->canvas == NULL);

  self->canvas = canvas;
  g_object_bind_property (canvas, "opening-width", self->width, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (canvas, "notify::tool", G_CALLBACK (update_tool), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "notify::hint", G_CALLBACK (update_hint), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "notify::material", G_CALLBACK (show_material), self,
                           G_CONNECT_SWAPPED);
  show_material (self);
  update_tool (self);
}
