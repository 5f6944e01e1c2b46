/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/dect-length.h"

/* Width of a usual door, metres: what a door leaf of DIN 18101 leaves open, rounded. */
#define DOOR_M 0.9

typedef struct
{
  DectCanvas *canvas; /* the popover is its child */
  DectPoint a;
  DectPoint b;
  GtkWidget *entry;
  GtkWidget *result;
  GtkWidget *apply;
} Question;

static gboolean
in_feet (void)
{
  return dect_length_get_unit () == DECT_LENGTH_FEET;
}

static gboolean
get_length (Question *question, double *length_m)
{
  return dect_length_from_text (gtk_editable_get_text (GTK_EDITABLE (question->entry)), length_m,
                                NULL)
         && *length_m > 0;
}

/* The size of the whole plan is the sanity check: a house of 300 m was measured wrongly. */
static void
changed_cb (Question *question)
{
  double drawn_m = hypot (question->b.x - question->a.x, question->b.y - question->a.y);
  double length_m, width_m, height_m;
  gboolean valid = get_length (question, &length_m);
  g_autofree char *text = NULL;
  g_autofree char *size = NULL;

  if (valid && dect_canvas_get_plan_size (question->canvas, &width_m, &height_m))
    {
      size = dect_length_size_to_text (width_m * length_m / drawn_m, height_m * length_m / drawn_m,
                                       1);
      text = g_strdup_printf (_("The whole plan will be %s."), size);
    }
  else if (!valid)
    text = g_strdup (in_feet () ? _("How long is this line really, in feet?")
                                : _("How long is this line really, in metres?"));
  gtk_label_set_text (GTK_LABEL (question->result), text != NULL ? text : "");
  gtk_widget_set_sensitive (question->apply, valid);
}

static void
apply_cb (Question *question)
{
  DectCanvas *canvas = question->canvas;
  DectPoint a = question->a, b = question->b;
  double length_m;

  if (!get_length (question, &length_m))
    return;
  dect_canvas_end_question (canvas);
  dect_canvas_set_scale (canvas, a, b, length_m);
  dect_canvas_set_tool (canvas, DECT_TOOL_SELECT);
}

/* A door is on every plan, and its width is known well enough for a first look. */
static void
door_cb (Question *question)
{
  g_autofree char *text = dect_length_to_entry (DOOR_M);

  gtk_editable_set_text (GTK_EDITABLE (question->entry), text);
  gtk_widget_grab_focus (question->entry);
}

static GtkWidget *
build (Question *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *heading = gtk_label_new (_("True length"));
  GtkWidget *door = gtk_button_new_with_mnemonic (_("It is a _door"));

  question->entry = gtk_entry_new ();
  question->result = gtk_label_new (NULL);
  question->apply = gtk_button_new_with_mnemonic (_("_Set scale"));
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_xalign (GTK_LABEL (question->result), 0);
  gtk_label_set_wrap (GTK_LABEL (question->result), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (question->result), 32);
  gtk_widget_add_css_class (question->result, "dim-label");
  gtk_widget_add_css_class (question->apply, "suggested-action");
  if (!in_feet ())
    gtk_entry_set_input_purpose (GTK_ENTRY (question->entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_editable_set_width_chars (GTK_EDITABLE (question->entry), 8);
  gtk_widget_set_hexpand (question->entry, TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (question->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
      in_feet () ? _("True length in feet") : _("True length in metres"), -1);
  gtk_widget_add_css_class (door, "flat");
  g_signal_connect_swapped (door, "clicked", G_CALLBACK (door_cb), question);
  gtk_box_append (GTK_BOX (line), question->entry);
  gtk_box_append (GTK_BOX (line), gtk_label_new (dect_length_get_unit_name ()));
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), door);
  gtk_box_append (GTK_BOX (box), question->result);
  gtk_box_append (GTK_BOX (box), question->apply);
  return box;
}

void
dect_canvas_ask_length (DectCanvas *self, DectPoint a, DectPoint b)
{
  Question *question = g_new0 (Question, 1);
  DectPoint at_a = dect_view_transform_to_widget (&self->view, a);
  DectPoint at_b = dect_view_transform_to_widget (&self->view, b);
  GtkWidget *box;

  question->canvas = self;
  question->a = a;
  question->b = b;
  box = build (question);
  g_signal_connect_swapped (question->entry, "changed", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (question->entry, "activate", G_CALLBACK (apply_cb), question);
  g_signal_connect_swapped (question->apply, "clicked", G_CALLBACK (apply_cb), question);
  changed_cb (question);
  dect_canvas_ask (self, box, (DectPoint){ (at_a.x + at_b.x) / 2, (at_a.y + at_b.y) / 2 }, question,
                   g_free);
  gtk_widget_grab_focus (question->entry);
}
