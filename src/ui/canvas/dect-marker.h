/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectMarker:
 *
 * One thing of the site as a focusable child of the canvas: what base stations, zones and notes have in common. The focus selects
 * it alone, unless it is selected already.
 */
#define DECT_TYPE_MARKER (dect_marker_get_type ())
G_DECLARE_DERIVABLE_TYPE (DectMarker, dect_marker, DECT, MARKER, GtkWidget)

/**
 * DectMarkerClass:
 * @record_changed: shows what the thing's record says now: after it was made, and on every change
 * @select: selects it, alone; the thing itself unless a class says otherwise
 */
struct _DectMarkerClass
{
  GtkWidgetClass parent_class;

  void (*record_changed) (DectMarker *self);
  void (*select)         (DectMarker *self);
};

/** dect_marker_new: Returns: (transfer floating): a marker of @type for @item of the document's site */
GtkWidget *dect_marker_new (GType         type,
                            DectDocument *document,
                            DectItem     *item);

/** dect_marker_get_item: Returns: (transfer none): what it stands for */
DectItem *dect_marker_get_item (DectMarker *self);

/** dect_marker_get_document: Returns: (transfer none): its document */
DectDocument *dect_marker_get_document (DectMarker *self);

/** dect_marker_set_selected: whether it is drawn as selected, and a screen reader is told so */
void dect_marker_set_selected (DectMarker *self,
                               gboolean    selected);

/** dect_marker_is_selected: Returns: as set; %FALSE at first */
gboolean dect_marker_is_selected (DectMarker *self);

/** dect_marker_is_marked: Returns: whether it is drawn with a halo: it is selected, or the keyboard stands on it */
gboolean dect_marker_is_marked (DectMarker *self);

G_END_DECLS
