/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-axi-element.h"

G_BEGIN_DECLS

/**
 * DectAxiFrames:
 *
 * Cuts what comes from an OMM into messages: each ends with a zero byte (facts/omm.md section 10), however the network cut the bytes.
 */
typedef struct _DectAxiFrames DectAxiFrames;

/** dect_axi_frames_new: Returns: (transfer full): nothing read yet */
DectAxiFrames *dect_axi_frames_new (void);

void dect_axi_frames_free (DectAxiFrames *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectAxiFrames, dect_axi_frames_free)

/** dect_axi_frames_push: takes @length bytes that came */
void dect_axi_frames_push (DectAxiFrames *self,
                           const char    *data,
                           gsize          length);

/**
 * dect_axi_frames_next:
 * @self: what came
 * @message: (out) (transfer full) (nullable): the next message; %NULL while more bytes are wanted
 * @error: return location, %DECT_AXI_ERROR_PROTOCOL: it is no message, or grows beyond #DECT_AXI_MAX_BYTES
 *
 * Returns: %FALSE when @error is set; the rest of what comes is then of no use
 */
gboolean dect_axi_frames_next (DectAxiFrames   *self,
                               DectAxiElement **message,
                               GError         **error);

/** dect_axi_frames_is_inside: Returns: whether a message has begun and not ended */
gboolean dect_axi_frames_is_inside (const DectAxiFrames *self);

G_END_DECLS
