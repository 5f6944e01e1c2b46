/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-part-inspector.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-field-row.h"
#include "dect-settings.h"
#include "model/dect-length.h"
#include "radio/dect-radio-data.h"

static const struct
{
  DectKind kind;
  const char *title; /* nullable: the head says it */
  const char *what[2];
  const char *where[5];
} parts[] = {
  { DECT_KIND_WALL, N_("Wall"), { "material" }, { "x1_m", "y1_m", "x2_m", "y2_m" } },
  { DECT_KIND_OPENING, N_("Opening"), { "kind" }, { "x1_m", "y1_m", "x2_m", "y2_m" } },
  { DECT_KIND_REMARK, NULL, { "text" }, { "x_m", "y_m" } },
};

struct _DectPartInspector
{
  AdwBin parent_instance;
  DectItem *item;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *groups[G_N_ELEMENTS (parts)][2]; /* what it is, where it is */
};

G_DEFINE_FINAL_TYPE (DectPartInspector, dect_part_inspector, ADW_TYPE_BIN)

gboolean
dect_part_inspector_shows (DectKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].kind == kind)
      return TRUE;
  return FALSE;
}

static char *
describe_wall (const DectWall *wall)
{
  const DectMaterial *material = dect_material_for_wall (wall->material);

  g_autofree char *length
      = dect_length_to_text (hypot (wall->x2_m - wall->x1_m, wall->y2_m - wall->y1_m), 2);

  /* Translators: length of a wall, and what it costs a radio path: "4.20 m, 10 dB" */
  return g_strdup_printf (_("%s, %.0f dB"), length, material->loss_db);
}

static char *
describe_opening (const DectOpening *opening)
{
  double width_m = fabs (opening->x2_m - opening->x1_m);
  double height_m = fabs (opening->y2_m - opening->y1_m);

  if (opening->kind == DECT_OPENING_HOLE || opening->kind == DECT_OPENING_STAIR)
    return dect_length_size_to_text (width_m, height_m, 1);
  return dect_length_to_text (hypot (width_m, height_m), 2);
}

static void
update (DectPartInspector *self)
{
  const DectRecord *record;
  g_autofree char *words = NULL;

  if (self->item == NULL)
    return;
  record = dect_item_get_record (self->item);
  if (record->kind == DECT_KIND_WALL)
    {
      gtk_label_set_text (self->title, dect_material_get_label (
                                           dect_material_for_wall (DECT_WALL (record)->material)));
      words = describe_wall (DECT_WALL (record));
    }
  else if (record->kind == DECT_KIND_REMARK)
    {
      gtk_label_set_text (self->title, _("Note"));
      words = g_strdup (_("F2 or a double click changes it on the plan."));
    }
  else
    {
      const DectField *kind = dect_kind_field (DECT_KIND_OPENING, "kind");

      for (const DectChoice *choice = kind->choices; choice->id != NULL; choice++)
        if (choice->value == DECT_OPENING (record)->kind)
          gtk_label_set_text (self->title, _(choice->label));
      words = describe_opening (DECT_OPENING (record));
    }
  gtk_label_set_text (self->subtitle, words);
}

static void
dect_part_inspector_dispose (GObject *object)
{
  g_clear_object (&DECT_PART_INSPECTOR (object)->item);
  G_OBJECT_CLASS (dect_part_inspector_parent_class)->dispose (object);
}

static void
dect_part_inspector_class_init (DectPartInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_part_inspector_dispose;
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
dect_part_inspector_init (DectPartInspector *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *remove = gtk_button_new_with_mnemonic (_("_Remove"));

  dect_settings_watch_unit (self, G_CALLBACK (update));
  self->title = add_label (head, "heading");
  self->subtitle = add_label (head, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_box_append (GTK_BOX (box), head);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      self->groups[i][0] = dect_field_group_new (parts[i].title != NULL ? _(parts[i].title) : NULL,
                                                 parts[i].kind, parts[i].what);
      self->groups[i][1] = dect_field_group_new (_("Place"), parts[i].kind, parts[i].where);
      for (guint j = 0; j < 2; j++)
        gtk_box_append (GTK_BOX (box), self->groups[i][j]);
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "canvas.delete");
  gtk_box_append (GTK_BOX (box), remove);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
dect_part_inspector_new (void)
{
  return g_object_new (DECT_TYPE_PART_INSPECTOR, NULL);
}

void
dect_part_inspector_set_item (DectPartInspector *self, DectDocument *document, DectItem *item)
{
  g_return_if_fail (DECT_IS_PART_INSPECTOR (self));
  g_return_if_fail (item == NULL || document != NULL);

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint j = 0; j < 2; j++)
      {
        gboolean meant = item != NULL && dect_item_get_kind (item) == parts[i].kind;

        gtk_widget_set_visible (self->groups[i][j], meant);
        dect_field_rows_set_item (self->groups[i][j], document, meant ? item : NULL);
      }
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::record", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
