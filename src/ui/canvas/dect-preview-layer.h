/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-layer.h"

G_BEGIN_DECLS

/** DectPreviewLayer: base stations as they would be (dect_document_get_preview()), and where from they would move */
#define DECT_TYPE_PREVIEW_LAYER (dect_preview_layer_get_type ())
G_DECLARE_FINAL_TYPE (DectPreviewLayer, dect_preview_layer, DECT, PREVIEW_LAYER, DectLayer)

DectLayer *dect_preview_layer_new (void);

G_END_DECLS
