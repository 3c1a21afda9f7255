package meridian.project.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import meridian.project.Projects;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.web.Live;
import meridian.web.LiveTopics;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The one stream a browser holds: tells its pages that something they show has changed. */
@Controller
public class LiveController {
    private static final int MOST_TOPICS = 100;

    private final Live live;
    private final Projects projects;
    private final ObjectProvider<LiveTopics> others;

    LiveController(Live live, Projects projects, ObjectProvider<LiveTopics> others) {
        this.live = live;
        this.projects = projects;
        this.others = others;
    }

    @GetMapping(path = "/w/{slug}/live", produces = "text/event-stream")
    SseEmitter listen(@RequestParam(name = "topic", required = false) List<String> topics, Reader reader, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // a proxy that collects the answer would hold the news back
        return live.open(permitted(topics == null ? List.of() : topics, reader));
    }

    /** Topics of others are dropped without a word: whether they exist is nobody’s business. */
    private Set<String> permitted(List<String> topics, Reader reader) {
        var permitted = new HashSet<String>();
        var asked = new ArrayList<ProjectId>();
        var most = topics.subList(0, Math.min(topics.size(), MOST_TOPICS));
        for (var topic : most) {
            if (topic.equals("member:" + reader.member())) permitted.add(topic);
            if (topic.matches("project:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) asked.add(ProjectId.of(topic.substring("project:".length())));
        }
        for (var project : projects.known(asked, reader)) permitted.add("project:" + project);
        others.forEach(each -> permitted.addAll(each.permitted(most, reader)));
        return permitted;
    }
}
