/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Places where levels were measured. They come with the analysis, which has what is predicted
 * there; and they stay where they were measured: no drag and no arrow key moves them. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "canvas/dect-survey-marker.h"

/* Nearer than this to a place the pointer means it, pixels. */
#define HIT_PX 9

static DectPoint
get_middle (DectCanvas *self, gpointer marker)
{
  const DectSurveyPlace *place = dect_survey_marker_get_place (marker);
  DectPoint at = dect_view_transform_to_widget (&self->view, (DectPoint){ place->x_m, place->y_m });

  return (DectPoint){ round (at.x), round (at.y) };
}

void
dect_canvas_update_survey (DectCanvas *self)
{
  GHashTableIter iter;
  gpointer id, marker;

  g_hash_table_iter_init (&iter, self->survey);
  while (g_hash_table_iter_next (&iter, &id, &marker))
    {
      gtk_widget_set_visible (marker, self->show_survey);
      dect_marker_set_selected (marker,
                                dect_document_is_selected (self->document, GPOINTER_TO_UINT (id)));
    }
}

/* Markers are kept where the place has the same first reading. */
void
dect_canvas_sync_survey (DectCanvas *self)
{
  DectAnalysis *analysis
      = self->document != NULL ? dect_document_get_analysis (self->document) : NULL;
  g_autoptr (GHashTable) before = g_steal_pointer (&self->survey);
  GHashTableIter iter;
  gpointer marker;

  self->survey = g_hash_table_new (NULL, NULL);
  for (guint i = 0; analysis != NULL && i < analysis->survey->len; i++)
    {
      const DectSurveyPlace *place = analysis->survey->pdata[i];
      gpointer id = GUINT_TO_POINTER (g_array_index (place->records, guint32, 0));
      DectItem *item
          = dect_site_find (dect_document_get_site (self->document), GPOINTER_TO_UINT (id));

      if (place->floor != self->floor || item == NULL)
        continue;
      marker = g_hash_table_lookup (before, id);
      g_hash_table_remove (before, id);
      if (marker == NULL)
        {
          marker = dect_survey_marker_new (self->document, item);
          gtk_widget_set_parent (marker, GTK_WIDGET (self));
        }
      dect_survey_marker_set_place (marker, analysis, place);
      g_hash_table_insert (self->survey, id, marker);
    }
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, NULL, &marker))
    {
      /* The focus stays on the canvas, or the window's first widget would get it. */
      if (gtk_widget_has_focus (marker))
        gtk_widget_grab_focus (GTK_WIDGET (self));
      gtk_widget_unparent (marker);
    }
  if (self->document != NULL)
    dect_canvas_update_survey (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
dect_canvas_allocate_survey (DectCanvas *self)
{
  GHashTableIter iter;
  gpointer marker;

  g_hash_table_iter_init (&iter, self->survey);
  while (g_hash_table_iter_next (&iter, NULL, &marker))
    {
      DectPoint at = get_middle (self, marker);
      graphene_point_t corner = GRAPHENE_POINT_INIT ((float) at.x - DECT_SURVEY_MARKER_REACH,
                                                     (float) at.y - DECT_SURVEY_MARKER_REACH);

      gtk_widget_allocate (marker, 2 * DECT_SURVEY_MARKER_REACH, 2 * DECT_SURVEY_MARKER_REACH, -1,
                           gsk_transform_translate (NULL, &corner));
    }
}

/* The difference in dB beside its marker. */
static void
draw_difference (DectCanvas *self, cairo_t *cr, gpointer marker, DectPoint at)
{
  const DectSurveyPlace *place = dect_survey_marker_get_place (marker);
  g_autofree char *words = NULL;

  if (isnan (place->difference_db))
    return;
  words = dect_survey_dup_difference (place->difference_db);
  dect_canvas_draw_words (self, cr, (DectPoint){ at.x + 22, at.y }, words);
}

/* Only those that can be seen; with their differences where there is room. */
void
dect_canvas_snapshot_survey (DectCanvas *self, GtkSnapshot *snapshot, const graphene_rect_t *clip)
{
  gboolean words = self->view.scale >= DECT_CANVAS_LABEL_SCALE;
  GHashTableIter iter;
  gpointer marker;
  cairo_t *cr;

  if (!self->show_survey || g_hash_table_size (self->survey) == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, clip);
  g_hash_table_iter_init (&iter, self->survey);
  while (words && g_hash_table_iter_next (&iter, NULL, &marker))
    {
      DectPoint at = get_middle (self, marker);

      if (graphene_rect_contains_point (clip, &GRAPHENE_POINT_INIT ((float) at.x, (float) at.y)))
        draw_difference (self, cr, marker, at);
    }
  cairo_destroy (cr);
  g_hash_table_iter_init (&iter, self->survey);
  while (g_hash_table_iter_next (&iter, NULL, &marker))
    {
      DectPoint at = get_middle (self, marker);

      if (graphene_rect_contains_point (clip, &GRAPHENE_POINT_INIT ((float) at.x, (float) at.y)))
        gtk_widget_snapshot_child (GTK_WIDGET (self), marker, snapshot);
    }
}

GtkWidget *
dect_canvas_survey_at (DectCanvas *self, DectPoint point)
{
  double best = HIT_PX;
  GtkWidget *found = NULL;
  GHashTableIter iter;
  gpointer marker;

  g_hash_table_iter_init (&iter, self->survey);
  while (self->show_survey && g_hash_table_iter_next (&iter, NULL, &marker))
    {
      DectPoint at = get_middle (self, marker);
      double distance = hypot (at.x - point.x, at.y - point.y);

      if (distance <= best)
        {
          best = distance;
          found = marker;
        }
    }
  return found;
}

char *
dect_canvas_describe_survey (DectCanvas *self, DectPoint point)
{
  GtkWidget *marker = dect_canvas_survey_at (self, point);
  DectAnalysis *analysis = dect_document_get_analysis (self->document);

  return marker != NULL && analysis != NULL ? dect_survey_place_dup_words (
             dect_survey_marker_get_place (DECT_SURVEY_MARKER (marker)), analysis->snapshot)
                                            : NULL;
}
